/** What stands in the place of the events while there are none and the reason is the connection. */

import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Link } from '../../link/link';
import { inSeconds, type LinkState, type RefusalCode } from '../../link/link-state';
import { Command } from '../../ui/command';
import { refusalOf } from './refusal';

interface Props {
  state: LinkState;
  link: Link;
  clock: ReadonlySignal<number>;
}

export function Gate({ state, link, clock }: Props) {
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
          <p class="dim">
            This page keeps trying by itself. <NextTry at={state.retryAt} clock={clock} />
          </p>
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
export function Notice({ state, clock }: Pick<Props, 'state' | 'clock'>) {
  const said = noticeOf(state);
  if (said === null) return null;
  return (
    <div class="notice" data-testid="notice">
      <p role="alert">
        No new events: {said.why}. Run <code>{said.command}</code> {said.then}.
      </p>
      {/* Not in what is read aloud, or that would be read once a second. */}
      {state.name === 'stopped' && <NextTry at={state.retryAt} clock={clock} />}
    </div>
  );
}

interface Said {
  readonly why: string;
  readonly command: string;
  readonly then: string;
}

const A_PAGE_THAT_FITS = { command: 'mpm-monitord open', then: 'to get a page that fits' };

function noticeOf(state: LinkState): Said | null {
  switch (state.name) {
    case 'no-access':
      return { why: 'the address is no good', ...A_PAGE_THAT_FITS };
    case 'refused':
      return { why: `the daemon says “${state.message}”`, ...A_PAGE_THAT_FITS };
    case 'stopped':
      return state.orRefused
        ? { why: 'the daemon does not run, or this page has not its port or token', ...A_PAGE_THAT_FITS }
        : {
            why: 'the daemon does not run',
            command: 'mpm-monitord start',
            then: 'and this page goes on by itself',
          };
    case 'connecting':
    case 'reconnecting':
    case 'live':
      return null;
  }
}

/** Counts down by itself, so that not all around it is drawn anew each second. */
function NextTry({ at, clock }: { at: number; clock: ReadonlySignal<number> }) {
  return <span>Next try{inSeconds(at, clock.value)}.</span>;
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
