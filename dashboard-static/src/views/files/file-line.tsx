import {
  inVainCounts,
  isChanged,
  isFolder,
  opCounts,
  OP_NAMES,
  type FileEntry,
} from '../../state/files/file-entry';
import type { FileRow } from '../../state/files/file-tree';
import type { Store } from '../../state/store';
import { exactTime, localTime } from '../../text/time';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { LineSums } from './line-sums';

interface Props {
  row: FileRow;
  index: number;
  store: Store;
  active: boolean;
  onPick: () => void;
}

/** One file in one line. Everything from outside is a text node. */
export function FileLine({ row: { entry, name, depth }, index, store, active, onPick }: Props) {
  return (
    <div
      id={fileRowId(index)}
      class="line file"
      role="row"
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-selected={active}
      data-testid="file-row"
      data-path={entry.path}
      data-depth={Math.min(depth, 12)}
      onClick={onPick}
    >
      <span role="gridcell" class="cell of-name" title={entry.path} style={{ '--depth': String(depth) }}>
        <Icon name={isFolder(entry) ? 'folder' : 'file'} />
        <span data-changed={isChanged(entry)}>
          <Plain text={name} />
        </span>
      </span>
      <span role="gridcell" class="cell of-ops">
        {[
          ...opCounts(entry).map(([op, number]) => `${OP_NAMES[op]} ${number}`),
          ...inVainCounts(entry).map(([status, number]) => `${number} ${status}`),
        ].join(', ')}
      </span>
      <span role="gridcell" class="cell of-agents">
        {agentsOf(entry, store)}
      </span>
      <span role="gridcell" class="cell of-lines">
        {isChanged(entry) && <LineSums added={entry.added} removed={entry.removed} />}
      </span>
      <span role="gridcell" class="cell of-last" title={exactTime(entry.lastAt)}>
        {localTime(entry.lastAt, store.today.value, '')}
      </span>
    </div>
  );
}

const HEADS = [
  ['Name', 'of-name'],
  ['Operations', 'of-ops'],
  ['By', 'of-agents'],
  ['Lines', 'of-lines'],
  ['Last', 'of-last'],
] as const;

export const FILE_COLUMNS = HEADS.length;

export function FileHead() {
  return (
    <div class="line file head" role="row" aria-rowindex={1}>
      {HEADS.map(([name, style]) => (
        <span key={name} role="columnheader" class={`cell ${style}`}>
          {name}
        </span>
      ))}
    </div>
  );
}

export function fileRowId(index: number): string {
  return `file-row-${index}`;
}

function agentsOf({ records }: FileEntry, store: Store): string {
  const names = records.flatMap(({ session, agents }) =>
    [...agents.keys()].map((agentId) => store.calls.context.agentName({ session, agentId })),
  );
  return [...new Set(names)].join(', ');
}
