import type { Store } from '../../state/store';
import { Command } from '../../ui/command';
import { Nothing } from '../../ui/nothing';
import { historyHref } from '../places';

/** Connected, and nothing has happened yet. */
export function NoEvents() {
  return (
    <section class="card" data-testid="no-events">
      <h2>Connected. No events yet.</h2>
      <ol>
        <li>
          <p>Put the hooks into Claude Code&#39;s settings:</p>
          <Command text="mpm-monitord install" />
        </li>
        <li>
          <p>
            Start <code>claude</code> in any project. Its events appear here at once.
          </p>
        </li>
      </ol>
      <p>Or look at a recorded session first:</p>
      <Command text="mpm-monitord demo" />
    </section>
  );
}

/** Every row is gone from the page, by the user's own hand. */
export function Cleared() {
  return (
    <Nothing testId="cleared">
      <p>Cleared. What comes from now on is shown here; a reload brings back the newest events.</p>
    </Nothing>
  );
}

/** Nothing among the newest events; the older ones are being looked at. */
export function Searching() {
  return (
    <Nothing testId="searching">
      <p>Searching…</p>
    </Nothing>
  );
}

/** An address may name a session that is over and gone from the page. */
export function NotHeld({ store }: { store: Store }) {
  const several = store.sessions.value.size > 1;
  const action = { label: 'Show all sessions', run: () => store.go({ sessions: new Set() }) };
  return (
    <Nothing testId="session-not-held" action={action}>
      <p>This page holds no event of {several ? 'these sessions' : 'this session'}.</p>
      <p>
        What the daemon still has of {several ? 'them' : 'it'} is in the{' '}
        <a href={historyHref(store.route.value)}>History</a>.
      </p>
    </Nothing>
  );
}

/** The chosen sessions have begun after the list was held still. */
export function NoneBeforeThePause({ store }: { store: Store }) {
  return (
    <Nothing testId="none-before-the-pause" action={{ label: 'Resume', run: () => store.follow() }}>
      <p>The list is paused, and what is held of the chosen sessions came later.</p>
    </Nothing>
  );
}
