/** What the sides of a comparison share. */

import type { Daemon } from '../../link/daemon';
import type { FilePlace } from '../../link/session-file';
import type { Done, FileEntry } from '../../state/files/file-entry';
import type { Store } from '../../state/store';
import { Command } from '../../ui/command';

export interface SideProps {
  entry: FileEntry;
  chosen: Done;
  store: Store;
  daemon: Daemon;
}

/** Why a file is not shown, and what to do where something can be done. */
export function Refusal({ error, daemon }: { error: string; daemon: Daemon }) {
  return (
    <div class="refusal" data-testid="refusal">
      <p>{error}</p>
      {!daemon.canBeAsked && (
        <>
          <p class="dim">Only the daemon can look at files. Open its own page:</p>
          <Command text="mpm-monitord open" />
        </>
      )}
    </div>
  );
}

/** Where the session of the operation works. */
export function placeOf({ entry, chosen, store }: SideProps): FilePlace {
  return { path: entry.path, folder: store.account.sessions.get(chosen.session)?.cwd ?? null };
}
