import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CopyButton } from './copy-button';

async function pressed(clipboard: Partial<Clipboard> | undefined): Promise<string> {
  vi.stubGlobal('navigator', { clipboard });
  const root = document.createElement('div');
  render(<CopyButton label="Copy" text={() => 'what is copied'} />, root);
  await act(() => root.querySelector('button')?.click());
  await vi.waitFor(() => expect(root.textContent).not.toBe('Copy'));
  return root.textContent;
}

describe('CopyButton', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('allowed_copiesAndSaysSo', async () => {
    const copied: string[] = [];
    const writeText = (text: string) => Promise.resolve(void copied.push(text));
    expect(await pressed({ writeText })).toBe('Copied');
    expect(copied).toEqual(['what is copied']);
  });

  it('forbidden_saysSo', async () => {
    const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    expect(await pressed({ writeText })).toBe('Not allowed by the browser');
  });

  it('pageThatCameUnencrypted_hasNoClipboardAndSaysSo', async () => {
    expect(await pressed(undefined)).toBe('Not allowed by the browser');
  });
});
