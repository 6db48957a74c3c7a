/** A shell command's call as a terminal shows it. */

import { isObject, textAt } from '../../event/json';
import { textOf, type CallContent } from '../call';

export interface ShellCall {
  readonly command: string | null;
  readonly output: string;
  readonly error: string;
  /** How it ended, when that is worth a word. */
  readonly note: string | null;
}

export function readShell({ input, result, error }: CallContent): ShellCall {
  const command = textAt(input, 'command');
  if (error !== null) return { command, ...readFailure(error) };
  if (!isObject(result)) return { command, output: textOf(result) ?? '', error: '', note: null };
  const isImage = result.isImage === true;
  return {
    command,
    output: isImage ? '' : (textAt(result, 'stdout') ?? textAt(result, 'output') ?? textOf(result) ?? ''),
    error: textAt(result, 'stderr') ?? '',
    note: notes(result, isImage),
  };
}

/** Claude Code puts the exit code into the first line of what it says of a failure, and the output behind it. */
function readFailure(error: string): Pick<ShellCall, 'output' | 'error' | 'note'> {
  const [first = '', ...rest] = error.split('\n');
  return /^Exit code \d+$/.test(first)
    ? { output: '', error: rest.join('\n').replace(/^\n+/, ''), note: first }
    : { output: '', error, note: null };
}

function notes(result: Readonly<Record<string, unknown>>, isImage: boolean): string | null {
  const task = textAt(result, 'backgroundTaskId');
  const said = [
    isImage ? 'The output is a picture' : null,
    task === null ? null : `Runs in the background as ${task}`,
    result.interrupted === true ? 'Interrupted' : null,
    textAt(result, 'returnCodeInterpretation'),
  ].filter((part) => part !== null);
  return said.length === 0 ? null : said.join(' · ');
}
