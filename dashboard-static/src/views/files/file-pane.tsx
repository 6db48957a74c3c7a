import type { Daemon } from '../../link/daemon';
import type { FileItem } from '../../state/files/file-item';
import { operationsOf } from '../../state/files/file-entry';
import { fileItem } from '../../state/files/file-item';
import type { Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { CopyButton } from '../../ui/copy-button';
import { Plain } from '../../ui/plain';
import { DetailHead } from '../detail/detail-pane';
import { Comparison } from './comparison';
import { History } from './history';

interface Props {
  item: FileItem;
  store: Store;
  preferences: Preferences;
  daemon: Daemon;
  onClose: () => void;
}

/** A file's history, and one of its operations beside the file as it is now and as git knows it. */
export function FilePane({ item, store, preferences, daemon, onClose }: Props) {
  const entry = store.files.find(item.path);
  const operations = entry === null ? [] : operationsOf(entry);
  const chosen = operations.find(({ key }) => key === item.call) ?? operations.at(-1) ?? null;
  return (
    <section class="file-pane" aria-label="File" data-testid="file-pane" data-path={item.path}>
      <DetailHead noun="file" onClose={onClose}>
        <h2 title={item.path}>
          <Plain text={item.path} />
        </h2>
        <span class="spacer" />
        <CopyButton label="Copy path" text={() => item.path} />
      </DetailHead>
      {entry === null || chosen === null ? (
        <div class="detail-body" data-testid="file-not-held">
          <p>No held event of the chosen sessions touches this file.</p>
        </div>
      ) : (
        <div class="file-body">
          {/* Keyed, so that another file's history begins at its own operation. */}
          <History
            key={entry.path}
            operations={operations}
            several={entry.records.length > 1}
            chosen={chosen}
            store={store}
            onChoose={({ key }) => store.go({ item: fileItem(entry.path, key) })}
          />
          <Comparison
            key={`${entry.path} ${chosen.key}`}
            entry={entry}
            chosen={chosen}
            store={store}
            preferences={preferences}
            daemon={daemon}
          />
        </div>
      )}
    </section>
  );
}
