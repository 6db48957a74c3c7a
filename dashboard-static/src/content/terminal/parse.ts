/**
 * What a program wrote to its terminal, as lines of styled text. Colours stay, and so does what carriage returns, backspaces and
 * erased lines do to a line: a progress bar is its last state. All other control sequences are dropped, whatever they ask for; a
 * sequence without an end hides nothing of what follows it.
 */

import { Screen, type TerminalLine } from './screen';
import { restyled } from './style';

const TOKEN = new RegExp(
  [
    String.raw`\u001b\[(?<parameters>[0-?]*)[ -/]*(?<command>[@-~])`,
    // OSC, and the strings that only a terminal understands. They end in the same line.
    String.raw`\u001b[\]PX^_][^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)`,
    String.raw`\u001b[ -/]*[0-~]?`,
    String.raw`(?<control>[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f])`,
    String.raw`(?<text>[^\u0000-\u0008\u000a-\u001f\u007f-\u009f]+)`,
  ].join('|'),
  'gu',
);

export function parseTerminal(output: string): readonly TerminalLine[] {
  const screen = new Screen();
  for (const { groups } of output.replaceAll('\r\n', '\n').matchAll(TOKEN)) {
    const { text, control, command, parameters } = groups ?? {};
    if (text !== undefined) screen.print(text);
    else if (control !== undefined) obey(screen, control);
    else if (command !== undefined) execute(screen, command, parameters ?? '');
  }
  return screen.lines();
}

function obey(screen: Screen, control: string): void {
  if (control === '\n') screen.newLine();
  else if (control === '\r') screen.moveTo(0);
  else if (control === '\b') screen.moveBy(-1);
}

function execute(screen: Screen, command: string, parameters: string): void {
  const number = Number.parseInt(parameters, 10);
  const amount = Number.isNaN(number) ? 1 : Math.max(1, number);
  if (command === 'm') screen.style = restyled(screen.style, parameters);
  else if (command === 'K') screen.eraseLine(Number.isNaN(number) ? 0 : number);
  else if (command === 'C') screen.moveBy(amount);
  else if (command === 'D') screen.moveBy(-amount);
  else if (command === 'G') screen.moveTo(amount - 1);
}
