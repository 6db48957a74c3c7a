import { describe, expect, it } from 'vitest';
import { highlight } from './highlight';
import { languageOf } from './language';

const textOf = (lines: ReturnType<typeof highlight>) =>
  lines.map((runs) => runs.map(({ text }) => text).join(''));

describe('languageOf', () => {
  it.each([
    ['/a/Main.java', 'java'],
    ['x.TSX', 'typescript'],
    ['/a.b/Makefile', 'bash'],
    ['C:\\x\\pom.xml', 'xml'],
    ['/a/noextension', null],
    ['/a/x.constructor', null],
    ['', null],
  ])('%s', (path, language) => expect(languageOf(path)).toBe(language));
});

describe('highlight', () => {
  it('code_keepsItsTextAndHasRoles', () => {
    const code = ['/* two', ' lines */', 'public class A { String s = "<b>"; }', ''];
    const lines = highlight(code, 'java');
    expect(textOf(lines)).toEqual(code);
    expect(lines[1]).toEqual([{ text: ' lines */', role: 'comment' }]);
    expect(lines[2]?.find(({ text }) => text === 'public')?.role).toBe('keyword');
    expect(lines[2]?.find(({ text }) => text.includes('<b>'))?.role).toBe('string');
  });

  it.each([
    ['no language', null, ['public class A']],
    ['a line that no one wrote', 'java' as const, [`class ${'x'.repeat(3_000)}`]],
    ['a large text', 'java' as const, Array.from({ length: 20_000 }, () => 'class A')],
  ])('%s_isPlain', (_, language, code) => {
    const lines = highlight(code, language);
    expect(textOf(lines)).toEqual(code);
    expect(lines.flat().every(({ role }) => role === null)).toBe(true);
  });

  it.each(['</script><script>', '<img src=x onerror=x>', '`${', '"unclosed', '/* unclosed', '\u202e'])(
    'r5_hostileText_staysText %s',
    (hostile) => {
      for (const language of ['java', 'typescript', 'xml', 'markdown', 'bash'] as const)
        expect(textOf(highlight([hostile, hostile], language))).toEqual([hostile, hostile]);
    },
  );
});
