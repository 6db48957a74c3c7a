import { useEffect, useMemo } from 'preact/hooks';
import { readFileItem, fileItem } from '../../state/files/file-item';
import type { TreeRow } from '../../state/files/file-tree';
import type { Store } from '../../state/store';
import { onTreeKey } from '../../ui/tree-keys';
import { VirtualRows } from '../../ui/virtual-rows';
import { FileHead, FileLine, FILE_COLUMNS, fileRowId } from './file-line';
import { FolderLine } from './folder-line';

export function FileRows({ store, rowHeight }: { store: Store; rowHeight: number }) {
  const list = store.files;
  const rows = list.rows.value;
  const { item } = store.route.value;
  const openPath = item === null ? null : readFileItem(item).path;
  const active = list.active.value;
  useEffect(() => {
    if (openPath === null) return;
    list.active.value = openPath;
    list.reveal(openPath);
  }, [list, openPath]);
  const indexOf = (key: string | null | undefined) => rows.findIndex(({ path }) => path === key);
  const index = indexOf(active);
  const identity = useMemo(() => ({}), [list, list.search.value, list.kind.value, list.shape.value]);
  const reach = (row: TreeRow | undefined, opening: boolean) => {
    if (row === undefined) return;
    list.active.value = row.path;
    if (row.kind === 'folder') {
      if (opening) list.toggle(row.path);
    } else if (opening || openPath !== null) store.go({ item: fileItem(row.path, null) });
  };
  const onKeyDown = (event: KeyboardEvent) =>
    onTreeKey(event, {
      rows,
      at: index,
      isOpen: (row) => (row.kind === 'folder' ? row.open : null),
      toggle: ({ path }) => list.toggle(path),
      reach: (row) => reach(row, false),
    });
  return (
    <div class="list file-list" onKeyDown={onKeyDown}>
      <VirtualRows
        role="treegrid"
        label="Files"
        columns={FILE_COLUMNS}
        length={rows.length}
        identity={identity}
        keyOf={(at) => rows[at]?.path}
        indexOf={indexOf}
        rowHeight={rowHeight}
        active={index === -1 ? null : index}
        following={null}
        header={<FileHead />}
        row={(at) => {
          const row = rows[at];
          if (row === undefined) return null;
          const common = { index: at, active: at === index, onPick: () => reach(row, true) };
          return row.kind === 'folder' ? (
            <FolderLine key={row.path} row={row} {...common} />
          ) : (
            <FileLine key={row.path} row={row} store={store} {...common} />
          );
        }}
        rowId={(at) => fileRowId(at)}
        onMove={(at) => reach(rows[at], false)}
        onOpen={() => reach(rows[index], true)}
      />
    </div>
  );
}
