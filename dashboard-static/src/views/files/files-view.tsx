import { ROW_HEIGHTS } from '../../state/preferences';
import type { ViewProps } from '../tabs';
import { readFileItem } from '../../state/files/file-item';
import { FileFilters } from './file-filters';
import { FilePane } from './file-pane';
import { FileRows } from './file-rows';
import { NothingMatches } from '../../ui/nothing';
import { focusList } from '../../ui/virtual-rows';
import { NothingYet } from '../nothing-yet';

/** The files that sessions touched, and all about the one that is open. */
export function FilesView({ store, preferences, daemon }: ViewProps) {
  const { files } = store;
  const { item } = store.route.value;
  if (files.ofSessions.value.length === 0)
    return (
      <NothingYet
        testId="no-files"
        store={store}
        never="No file has been touched yet."
        notHere="The chosen sessions touched no file."
      >
        Files appear here as soon as Claude reads, searches or changes one.
      </NothingYet>
    );
  const close = () => {
    store.go({ item: null });
    focusList();
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
          <NothingMatches noun="file" onClear={() => files.clearFilters()} />
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
