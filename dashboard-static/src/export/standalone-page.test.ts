// @vitest-environment node
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { fileName } from './save';
import { standalonePage } from './standalone-page';

const HOSTILE = `</script><script>alert(1)</script><!-- <style></style> " onload="alert(2)`;

describe('a recording as a page', () => {
  it('hostileText_staysData', async () => {
    const parts = { script: `const text = "${HOSTILE.replaceAll('"', "'")}";`, style: 'a {}' };
    const page = await standalonePage(HOSTILE, `${JSON.stringify({ prompt: HOSTILE })}\n`, parts);
    expect(page.match(/<script/gi)).toHaveLength(2);
    expect(page.match(/<\/script/gi)).toHaveLength(2);
    expect(page).not.toContain('<!--');
    const [, name = '', data = ''] = /data-name="([^"]*)">\n([^<]*)<\/script>/.exec(page) ?? [];
    expect(name).toContain('&quot; onload=&quot;');
    expect(JSON.parse(data)).toEqual({ prompt: HOSTILE });
  });

  it('policy_namesTheOneScriptAndTheOneStyle', async () => {
    const page = await standalonePage('x', '', { script: 'run("<!--")', style: 'a { color: red }' });
    const script = /<script id="page-script">(.*)<\/script>/.exec(page)?.[1] ?? '';
    const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    expect(script).toBe('run("\\x3c!--")');
    expect(page).toContain(`script-src '${hash(script)}'; style-src '${hash('a { color: red }')}'`);
    expect(page).toContain("default-src 'none'");
  });

  it('pageThatCameUnencrypted_saysWhereToOpenIt', async () => {
    vi.stubGlobal('crypto', {});
    const saved = standalonePage('x', '', { script: '', style: '' });
    await expect(saved).rejects.toThrow('Open it under 127.0.0.1 or https');
    vi.unstubAllGlobals();
  });

  it('fileName_isPlain', () => {
    expect(fileName('../../etc/x y', 'html')).toBe('session-etc-x-y.html');
    expect(fileName('…', 'ndjson')).toBe('session-unnamed.ndjson');
  });

  it('fileName_ofWhatWasSavedBefore_isTheSame', () => {
    expect(fileName('session-cbca1fbd.ndjson', 'html')).toBe('session-cbca1fbd.html');
    expect(fileName('session cbca1fbd', 'ndjson')).toBe('session-cbca1fbd.ndjson');
  });
});
