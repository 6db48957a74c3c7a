// @vitest-environment node
/** What is shipped, read back from dist-page/: it must open from a disk, under a strict policy, without a network. */

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ROW_HEIGHTS } from '../src/state/preferences';
import { describe, expect, it } from 'vitest';

const html = readFileSync('dist-page/index.html', 'utf8');
const script = readFileSync('dist-page/assets/dashboard.js', 'utf8');
const style = readFileSync('dist-page/assets/dashboard.css', 'utf8');
const css = readdirSync('src/styles')
  .map((name) => readFileSync(`src/styles/${name}`, 'utf8'))
  .join('\n');

describe('the built page', () => {
  it('script_isOneClassicDeferredFile', () => {
    expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script defer src="assets/dashboard.js">']);
    expect(html).not.toMatch(/type\s*=\s*["']?module/);
    expect(html).toContain('<script defer src="assets/dashboard.js"></script>');
    expect(script).not.toMatch(/^\s*(import|export)\b/m);
  });

  it('html_hasNoAbsoluteAddress', () => {
    expect(html).not.toMatch(/(src|href)\s*=\s*["']?(https?:|\/)/);
    expect(style).not.toMatch(/url\(|@import/);
  });

  it('html_hasNothingInline', () => {
    expect(html).not.toMatch(/<style|\sstyle\s*=|\son[a-z]+\s*=/i);
  });

  it('policy_forbidsWhatThePageDoesNotNeed', () => {
    expect(html).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(html).toContain("require-trusted-types-for 'script'");
    expect(html).not.toContain('unsafe');
  });

  it('script_isWithinItsBudget', () => {
    expect(gzipSync(script).length).toBeLessThan(120_000);
  });

  it('oldestBrowsers_areThoseThatTheDocsName', () => {
    const build = readFileSync('scripts/build.mjs', 'utf8');
    const target = (browser: string) => new RegExp(`'${browser}([\\d.]+)'`).exec(build)?.[1];
    expect(readFileSync('../docs/faq.md', 'utf8')).toContain(
      `Chrome and Edge from ${target('chrome')}, Firefox from ${target('firefox')}, Safari from ${target('safari')}`,
    );
  });

  it('rowHeight_isTheSameInStyleAndScript', () => {
    const heights = [...css.matchAll(/--row: (\d+)px/g)].map(([, height]) => Number(height));
    expect(heights).toEqual(Object.values(ROW_HEIGHTS));
  });

  it('lockFile_namesNoRegistry', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
  });
});
