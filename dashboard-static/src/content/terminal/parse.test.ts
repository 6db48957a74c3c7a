import { describe, expect, it } from 'vitest';
import { parseTerminal } from './parse';
import { PLAIN } from './style';

const ESC = '\u001b';
const LONG = 'a'.repeat(3_000);
const shown = (output: string) => parseTerminal(output).map((line) => line.map(({ text }) => text).join(''));
const styleOf = (output: string) => parseTerminal(output)[0]?.[0]?.style;

describe('parseTerminal', () => {
  it.each([
    ['lines', 'a\nb\n\nc\n', ['a', 'b', '', 'c']],
    ['windows line ends', 'a\r\nb\r\n', ['a', 'b']],
    ['a progress bar', '10 %\r50 %\r100 %\n', ['100 %']],
    ['a shorter text over a longer', 'downloading\rdone\n', ['doneloading']],
    ['an erased line', `downloading\r${ESC}[Kdone\n`, ['done']],
    ['an erased line end', `downloading${ESC}[4D${ESC}[K`, ['downloa']],
    ['backspaces', 'abc\b\bX', ['aXc']],
    ['a cursor sent too far', `a${ESC}[999999999Cb`, [`a${' '.repeat(1_999)}b`]],
    ['a cursor moved within a long text', `${LONG}${ESC}[1DX`, [`${LONG.slice(1)}X`]],
    ['a cursor put into a long text', `${LONG}\r${ESC}[2991GX`, [`${LONG.slice(10)}X${LONG.slice(-9)}`]],
    ['a backspace in a long text', `${LONG}\bX`, [`${LONG.slice(1)}X`]],
    ['a cursor sent beyond a long text', `${LONG}${ESC}[999CX`, [`${LONG}X`]],
    ['a window title', `a${ESC}]0;owned\u0007b`, ['ab']],
    ['a hyperlink', `${ESC}]8;;javascript:x${ESC}\\text${ESC}]8;;${ESC}\\`, ['text']],
    ['a clipboard write', `${ESC}]52;c;aGk=${ESC}\\x`, ['x']],
    ['a device string', `${ESC}Pq#0;2${ESC}\\x`, ['x']],
    ['a title without an end', `${ESC}]0;see\nme`, ['0;see', 'me']],
    ['a sequence cut short', `a${ESC}[31`, ['a31']],
    ['a lone escape', `a${ESC}`, ['a']],
    ['a screen switch', `${ESC}[?1049h${ESC}[2J${ESC}[Hx`, ['x']],
    ['null bytes and eight-bit controls', 'a\u0000\u009b31m\u0085b', ['a31mb']],
    ['characters of two code units', '😀😀\r😎', ['😎😀']],
    ['html', '<img src=x onerror=alert(1)>', ['<img src=x onerror=alert(1)>']],
  ])('%s', (_, output, lines) => expect(shown(output)).toEqual(lines));

  it.each([
    ['31', { foreground: 1 }],
    ['1;92', { bold: true, foreground: 10 }],
    ['44', { background: 4 }],
    ['38;5;9', { foreground: 9 }],
    ['38;5;196', { foreground: 'rgb(255 0 0)' }],
    ['48;5;244', { background: 'rgb(128 128 128)' }],
    ['38;2;1;2;3', { foreground: 'rgb(1 2 3)' }],
    ['38:2::1:2:3', { foreground: 'rgb(1 2 3)' }],
    ['4:3', { underline: true }],
    ['1;31;0', {}],
    ['', {}],
    ['38;2;1;2', {}],
    ['38;5;999', {}],
    ['77', {}],
  ])('colour_%s', (parameters, style) => {
    expect(styleOf(`${ESC}[${parameters}mx`)).toEqual({ ...PLAIN, ...style });
  });

  it('style_lastsOverLinesUntilItIsReset', () => {
    const lines = parseTerminal(`${ESC}[32mgreen\nstill${ESC}[0m plain`);
    expect(lines[1]?.map(({ text, style }) => [text, style.foreground])).toEqual([
      ['still', 2],
      [' plain', null],
    ]);
  });

  it('r5_manySequencesWithoutEnd_takeTimeInProportion', () => {
    const output = `${ESC}]`.repeat(100_000);
    expect(shown(output)).toEqual([]);
  });
});
