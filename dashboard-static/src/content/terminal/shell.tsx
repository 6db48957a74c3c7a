import { textAt } from '../../event/json';
import type { CallContent } from '../call';
import { readShell } from './read-shell';
import { Terminal } from './terminal';

export function Shell({ call }: { call: CallContent }) {
  const description = textAt(call.input, 'description');
  const { command, output, error, note } = readShell(call);
  return (
    <>
      {description !== null && <p class="content-lead">{description}</p>}
      <Terminal command={command} output={output} error={error} note={note} />
    </>
  );
}
