/** What the sides of a comparison share. */

import type { DaemonFiles, FilePlace } from '../../link/daemon-files';
import type { Done, FileEntry } from '../../state/files/file-entry';
import type { Store } from '../../state/store';

export interface SideProps {
  entry: FileEntry;
  chosen: Done;
  store: Store;
  daemonFiles: DaemonFiles;
}

/** The daemon's no, with what might help. */
export function Refusal({ reason, hints }: { reason: string; hints: readonly string[] }) {
  return (
    <div class="refusal" data-testid="refusal">
      <p>{reason}</p>
      {hints.length > 0 && (
        <ul>
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where the session of the operation works. */
export function placeOf({ entry, chosen, store }: SideProps): FilePlace {
  return { path: entry.path, folder: store.account.sessions.get(chosen.session)?.cwd ?? null };
}
