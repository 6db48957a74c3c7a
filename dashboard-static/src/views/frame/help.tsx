import { TOOL_STATUSES } from '../../event/wire';
import { AGENT_STATUSES } from '../../state/account/records';
import type { Store } from '../../state/store';
import { Modal } from '../../ui/modal';
import { TABS } from '../tabs';

type Pair = readonly [term: string, meaning: string];

const KEYS: readonly Pair[] = [
  ['Ctrl K', 'Every command and session, by name (⌘ K on a Mac)'],
  [`1 – ${TABS.length}`, TABS.map(({ title }) => title).join(', ')],
  ['0', 'All sessions'],
  ['[  ]', 'The session above or below'],
  ['/', 'Go to the search box'],
  ['↑ ↓', 'Move in the list; Page Up, Page Down and Home too'],
  ['End', 'Go to the newest event and follow'],
  ['Enter', 'Open the details'],
  ['Esc', 'Close the details; clear the search box, then leave it for the list'],
  ['p', 'Pause or resume the list'],
  ['?', 'This help'],
];

const SEARCHES: readonly Pair[] = [
  ['readme main', 'both words, anywhere in the event'],
  ['"exit code 1"', 'these words in this order'],
  ['tool:Bash', 'by tool; tool:Read,Write for either'],
  [
    'status:failed',
    `${TOOL_STATUSES.join(', ')}; of a call: waits; of an agent: ${AGENT_STATUSES.join(', ')}`,
  ],
  ['agent:general', 'by agent; agent:main for the main agent'],
  ['type:pre_tool', 'by type of event'],
  ['session:acme', 'by session id or folder'],
  ['file:src/Main', 'by a file the event names'],
  ['-tool:Read', 'a dash means: not'],
];

export function Help({ store }: { store: Store }) {
  const close = () => {
    if (store.dialog.peek() === 'help') store.dialog.value = null;
  };
  return (
    <Modal open={store.dialog.value === 'help'} onClose={close} label="Keys and search" style="help">
      {/* The dialog would give the focus to the button at its end, and scroll there. */}
      <h2 tabIndex={-1} autofocus>
        Keys
      </h2>
      <Pairs pairs={KEYS} />
      <h2>Search</h2>
      <Pairs pairs={SEARCHES} />
      <div class="modal-foot">
        <button type="button" class="button primary" onClick={close}>
          Close
        </button>
      </div>
    </Modal>
  );
}

function Pairs({ pairs }: { pairs: readonly Pair[] }) {
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
