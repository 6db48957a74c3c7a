import type { ComponentChildren } from 'preact';
import type { Store } from '../state/store';
import { Nothing } from '../ui/nothing';
import { NotHeld } from './events/no-events';

interface Props {
  testId: string;
  store: Store;
  /** In all sessions. */
  never: string;
  /** In the chosen ones. */
  notHere: string;
  /** What would make something appear. */
  children: ComponentChildren;
}

/** Nothing to filter yet or any more, and the way on: other sessions, or what would make something appear. */
export function NothingYet({ testId, store, never, notHere, children }: Props) {
  if (!store.holdsChosen()) return <NotHeld store={store} />;
  const all = store.sessions.value.size === 0;
  const { cleared } = store.content.value.log.counts;
  const action = { label: 'Show all sessions', run: () => store.go({ sessions: new Set() }) };
  return (
    <Nothing testId={testId} action={all ? undefined : action}>
      {cleared > 0 && <p>You took events off this page; a reload brings back the newest. Since then:</p>}
      <p>{all ? never : notHere}</p>
      {all && <p>{children}</p>}
    </Nothing>
  );
}
