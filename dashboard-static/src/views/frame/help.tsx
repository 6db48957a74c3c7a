import { useEffect, useRef } from 'preact/hooks';
import type { Store } from '../../state/store';
import { TOOL_STATUSES } from '../../event/wire';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Go to the search box'],
  ['↑ ↓', 'Move in the list; Page Up, Page Down and Home too'],
  ['End', 'Go to the newest event and follow'],
  ['Enter', 'Open the details of the event'],
  ['Esc', 'Close the details; clear the search box'],
  ['p', 'Pause or resume the list'],
  ['?', 'This help'],
];

const SEARCHES: readonly (readonly [string, string])[] = [
  ['readme main', 'both words, anywhere in the event'],
  ['"exit code 1"', 'these words in this order'],
  ['tool:Bash', 'by tool; tool:Read,Write for either'],
  ['status:failed', TOOL_STATUSES.join(', ')],
  ['agent:general', 'by agent; agent:main for the main agent'],
  ['type:pre_tool', 'by type of event'],
  ['session:acme', 'by session id or folder'],
  ['file:src/Main', 'by a file the event names'],
  ['-tool:Read', 'a dash means: not'],
];

export function Help({ store }: { store: Store }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = store.helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => (store.helpOpen.value = false)}
    >
      <h2 id="help-title">Keys and search</h2>
      <Pairs pairs={KEYS} />
      <h3>Search</h3>
      <Pairs pairs={SEARCHES} />
      <form method="dialog">
        <button class="button primary">Close</button>
      </form>
    </dialog>
  );
}

function Pairs({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  return (
    <dl class="pairs">
      {pairs.map(([term, meaning]) => (
        <div key={term}>
          <dt>
            <kbd>{term}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
