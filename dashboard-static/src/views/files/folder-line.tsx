import type { FolderRow } from '../../state/files/file-tree';
import { plural } from '../../text/count';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { LineSums } from './line-sums';
import { fileRowId } from './file-line';

interface Props {
  row: FolderRow;
  index: number;
  active: boolean;
  onPick: () => void;
}

export function FolderLine({ row, index, active, onPick }: Props) {
  const { name, depth, open, files, added, removed } = row;
  return (
    <div
      id={fileRowId(index)}
      class="line file folder"
      role="row"
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-expanded={open}
      aria-selected={active}
      data-testid="folder-row"
      data-path={row.path}
      onClick={onPick}
    >
      <span role="gridcell" class="cell of-name" title={row.path} style={{ '--depth': String(depth) }}>
        <Icon name="chevron" />
        <span>
          <Plain text={name} />
        </span>
      </span>
      <span role="gridcell" class="cell of-ops">
        {plural(files, 'file')}
      </span>
      <span role="gridcell" class="cell of-agents" />
      <span role="gridcell" class="cell of-lines">
        {added.lines + removed.lines > 0 && <LineSums added={added} removed={removed} />}
      </span>
      <span role="gridcell" class="cell of-last" />
    </div>
  );
}
