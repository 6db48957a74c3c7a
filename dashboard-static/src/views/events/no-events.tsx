import { Command } from '../../ui/command';
import { Nothing } from '../../ui/nothing';

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
      <p>Cleared. What comes from now on is shown here; a reload brings back what the daemon holds.</p>
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
