import { describe, expect, it } from 'vitest';
import { safeUrl } from './safe-url';

describe('safeUrl', () => {
  it.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
    ['HTTP://example.org', 'http://example.org/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('%s_canBeFollowed', (text, url) => expect(safeUrl(text)).toBe(url));

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://example.org/1',
    'https://example.org@evil.test/',
    'https://',
    '/relative',
    '',
  ])('r5_%j_isOnlyText', (text) => expect(safeUrl(text)).toBeNull());
});
