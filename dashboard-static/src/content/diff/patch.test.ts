import { describe, expect, it } from 'vitest';
import type { Patch } from './patch';
import { patchText } from './patch';
import { patchFromGit, patchFromHunks, patchFromTexts } from './read-patch';
import { rowsOf, unified } from './rows';
import { wordChange } from './words';

const numbered = ({ hunks }: Patch) =>
  hunks.flatMap(({ lines }) => lines.map(({ before, after, text }) => [before, after, text]));

const EDIT = [
  {
    oldStart: 1,
    oldLines: 5,
    newStart: 1,
    newLines: 5,
    lines: [
      ' public class Main {',
      '-    System.out.println("hi");',
      '+    System.out.println("hello world");',
      ' }',
      '\\ No newline at end of file',
    ],
  },
];

describe('patchFromHunks', () => {
  it('structuredPatch_isNumbered', () => {
    const patch = patchFromHunks(EDIT);
    expect(patch).toMatchObject({ added: 1, removed: 1, notes: ['No newline at end of file'] });
    expect(patch === null ? [] : numbered(patch)).toEqual([
      [1, 1, 'public class Main {'],
      [2, null, '    System.out.println("hi");'],
      [null, 2, '    System.out.println("hello world");'],
      [3, 3, '}'],
    ]);
  });

  it.each([[[]], [null], ['text'], [[{}]], [[{ lines: 'x' }]], [[7]]])('%j_isNoPatch', (value) =>
    expect(patchFromHunks(value)).toBeNull(),
  );

  it('linesThatAreNoTexts_areLeftOut', () => {
    expect(patchFromHunks([{ lines: ['+a', 7, null, '+b'] }])).toMatchObject({ added: 2, removed: 0 });
  });
});

describe('patchFromTexts', () => {
  it.each([
    ['the same', 'a\n', 'a\n', ''],
    ['a new file', '', 'a\nb\n', '+a\n+b'],
    ['an emptied file', 'a\n', '', '-a'],
    ['one line of three', 'a\nb\nc\n', 'a\nX\nc\n', ' a\n-b\n+X\n c'],
  ])('%s', (_, before, after, text) => expect(patchText(patchFromTexts(before, after))).toBe(text));

  it('textsWithoutAnyCommonLine_areShownAsRemovedAndAdded', () => {
    const text = (word: string) => Array.from({ length: 5_000 }, (_, i) => `${word} ${i}`).join('\n');
    const patch = patchFromTexts(text('before'), text('after'));
    expect(patch).toMatchObject({ added: 5_000, removed: 5_000 });
    expect(patch.notes).toEqual(['Too different to compare line by line']);
  });
});

describe('patchFromGit', () => {
  const GIT = [
    'diff --git a/A.java b/A.java',
    'old mode 100644',
    'new mode 100755',
    'index 1..2 100644',
    '--- a/A.java',
    '+++ b/A.java',
    '@@ -10,3 +10,3 @@ class A {',
    ' same',
    '--- a line that looks like a header',
    '+++ another',
    '@@ -40 +40 @@',
    '-x',
    '+y',
  ];

  it('hunks_areNumberedAndKeepWhatLooksLikeHeaders', () => {
    const patch = patchFromGit(GIT.join('\n'));
    expect(patch.notes).toEqual(['old mode 100644', 'new mode 100755']);
    expect(patch.hunks.map(({ heading }) => heading)).toEqual(['class A {', '']);
    expect(numbered(patch)).toEqual([
      [10, 10, 'same'],
      [11, null, '-- a line that looks like a header'],
      [null, 11, '++ another'],
      [40, null, 'x'],
      [null, 40, 'y'],
    ]);
  });

  it('cutAnywhere_isReadUpToThere', () => {
    const whole = GIT.join('\n');
    for (let length = 0; length < whole.length; length += 7) {
      expect(patchFromGit(whole.slice(0, length)).hunks.length).toBeLessThanOrEqual(2);
    }
  });

  it('binaryFiles_areSaid', () => {
    expect(patchFromGit('diff --git a/x b/x\nBinary files a/x and b/x differ\n')).toMatchObject({
      hunks: [],
      notes: ['Binary files a/x and b/x differ'],
    });
  });
});

describe('rowsOf', () => {
  const hunk = (...lines: string[]) => patchFromHunks([{ lines }])?.hunks[0] ?? { heading: '', lines: [] };

  it('changedLines_standSideBySide', () => {
    const rows = rowsOf(hunk(' a', '-b', '-c', '+B', ' d', '+e'));
    expect(rows.map(({ left, right }) => [left?.line.text, right?.line.text])).toEqual([
      ['a', 'a'],
      ['b', 'B'],
      ['c', undefined],
      ['d', 'd'],
      [undefined, 'e'],
    ]);
  });

  it('unified_showsEachLineOnceRemovedFirst', () => {
    const rows = rowsOf(hunk(' a', '-b', '-c', '+B', '+C', ' d'));
    expect(unified(rows).map(({ line }) => line.text)).toEqual(['a', 'b', 'c', 'B', 'C', 'd']);
  });

  it('moreLinesInAStretchThanACallTakesArguments_areAllRows', () => {
    const text = 'x\n'.repeat(300_000);
    const { hunks } = patchFromGit(`@@ -0,0 +1,300000 @@\n${text.replaceAll('x', '+x')} \n`);
    const rows = hunks.flatMap(rowsOf);
    expect(unified(rows)).toHaveLength(300_001);
  });
});

describe('wordChange', () => {
  it('oneWord_isMarked', () => {
    const change = wordChange('println("hi");', 'println("hello");');
    expect(change?.removed.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['hi']);
    expect(change?.added.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['hello']);
  });

  it.each([
    ['nothing in common', 'return x;', 'import java.util.List'],
    ['lines too long', 'a '.repeat(600), 'a '.repeat(601)],
  ])('%s_isNotMarked', (_, before, after) => expect(wordChange(before, after)).toBeNull());
});
