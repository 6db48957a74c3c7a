import { ROW_HEIGHTS } from '../../state/preferences';
import type { ViewProps } from '../tabs';
import { readFileItem } from '../../state/files/file-item';
import { FileFilters } from './file-filters';
import { FilePane } from './file-pane';
import { FileRows } from './file-rows';
import { NoFileMatches, NoFiles } from './no-files';

/** The files that sessions touched, and all about the one that is open. */
export function FilesView({ store, preferences, daemon }: ViewProps) {
  const { files } = store;
  const { item } = store.route.value;
  if (files.ofSessions.value.length === 0) return <NoFiles store={store} />;
  const close = () => {
    store.go({ item: null });
    document.querySelector<HTMLElement>('.rows')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || item === null) return;
    event.preventDefault();
    close();
  };
  return (
    <div class="files" data-open={item !== null} onKeyDown={onKeyDown}>
      <div class="panes-main files-list">
        <FileFilters store={store} />
        {files.rows.value.length === 0 ? (
          <NoFileMatches onClear={() => files.clearFilters()} />
        ) : (
          <FileRows store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
        )}
      </div>
      {item !== null && (
        <FilePane
          item={readFileItem(item)}
          store={store}
          preferences={preferences}
          daemon={daemon}
          onClose={close}
        />
      )}
    </div>
  );
}
