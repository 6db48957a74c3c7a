/** What stands in the place of the events while there are none and the reason is the connection. */

import type { ComponentChildren } from 'preact';
import type { Link } from '../../link/link';
import type { LinkState, RefusalCode } from '../../link/link-state';
import { Command } from '../../ui/command';
import { refusalOf } from './refusal';

export function Gate({ state, link }: { state: LinkState; link: Link }) {
  switch (state.name) {
    case 'no-access':
      return state.reason === 'no-token' ? <NoToken /> : <BadPort given={state.given} />;
    case 'refused':
      return <Refused code={state.code} message={state.message} />;
    case 'stopped':
      return (
        <Card title="Nobody answers">
          <p>
            {state.orRefused
              ? 'The daemon is not running, it listens on another port, or this page has not its token: a page from the disk cannot see which. This opens one that fits:'
              : 'The daemon is not running. Start it and open its page:'}
          </p>
          <Command text={state.orRefused ? 'mpm-monitord open' : 'mpm-monitord start --open'} />
          <p class="dim">This page keeps trying by itself.</p>
          <button type="button" class="button" onClick={() => link.retryNow()}>
            Try now
          </button>
        </Card>
      );
    case 'connecting':
    case 'reconnecting':
    case 'live':
      return <Card title="Connecting…" />;
  }
}

/** Whether `state` leaves nothing to wait for or to show but itself. */
export function isGate(state: LinkState): boolean {
  return state.name !== 'live';
}

/** The same in one line, over events that are still worth reading. */
export function Notice({ state }: { state: LinkState }) {
  if (state.name !== 'refused' && state.name !== 'no-access') return null;
  return (
    <p class="notice" role="alert" data-testid="notice">
      No new events:{' '}
      {state.name === 'refused' ? `the daemon says “${state.message}”` : 'the address is no good'}. Run{' '}
      <code>mpm-monitord open</code> to get a page that fits.
    </p>
  );
}

function NoToken() {
  return (
    <Card title="This page needs its key">
      <p>
        Events are private, so the daemon shows them only to a page that brings its token. Open the page with:
      </p>
      <Command text="mpm-monitord open" />
      <p class="dim">The token is kept in this tab only and leaves the address bar at once.</p>
    </Card>
  );
}

function BadPort({ given }: { given: string }) {
  return (
    <Card title="No such port">
      <p>
        The address names port <code>{given}</code>. A port is a whole number from 1 to 65535. Open the page
        with:
      </p>
      <Command text="mpm-monitord open" />
    </Card>
  );
}

function Refused({ code, message }: { code: RefusalCode | null; message: string }) {
  const { title, advice } = refusalOf(code);
  return (
    <Card title={title}>
      <p>{advice}</p>
      <Command text="mpm-monitord open" />
      <p class="dim">
        The daemon says: <q>{message}</q>
      </p>
    </Card>
  );
}

function Card({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <section class="card" data-testid="gate">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
