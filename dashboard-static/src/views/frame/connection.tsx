import type { Link } from '../../link/link';
import { inSeconds, type LinkState } from '../../link/link-state';
import type { LookBack } from '../../state/look-back/look-back';
import type { Store } from '../../state/store';
import { refusalOf } from './refusal';

interface Wording {
  readonly tone: 'good' | 'busy' | 'bad';
  readonly text: string;
}

export function wordingOf(state: LinkState, now: number): Wording {
  switch (state.name) {
    case 'no-access':
      return { tone: 'bad', text: state.reason === 'no-token' ? 'No token' : 'Wrong port' };
    case 'connecting':
      return { tone: 'busy', text: 'Connecting…' };
    case 'live':
      return { tone: 'good', text: 'Live' };
    case 'reconnecting':
      return { tone: 'busy', text: `Reconnecting${inSeconds(state.retryAt, now)}` };
    case 'stopped':
      return { tone: 'bad', text: state.orRefused ? 'No answer' : 'Daemon stopped' };
    case 'refused':
      return { tone: 'bad', text: refusalOf(state.code).short };
  }
}

interface Props {
  link: Link;
  store: Store;
  lookBack: LookBack;
}

export function Connection({ link, store, lookBack }: Props) {
  if (lookBack.playback.value !== null) return <InThePast lookBack={lookBack} />;
  const state = link.state.value;
  const { tone, text } = wordingOf(state, store.clock.value);
  const retriable = state.name === 'reconnecting' || state.name === 'stopped' || state.name === 'refused';
  return (
    <div class="connection">
      <span class="pill" title={text} data-tone={tone} data-testid="connection-state" data-state={state.name}>
        <span class="pill-dot" />
        <span class="pill-text">{text}</span>
      </span>
      {/* Read aloud once a change, not once a second. */}
      <span class="visually-hidden" role="status">
        {`Connection: ${state.name}`}
      </span>
      {retriable && (
        <button type="button" class="link" onClick={() => link.retryNow()}>
          Try now
        </button>
      )}
    </div>
  );
}

/** Nothing on the page is of now, so the connection is not what its user must know. */
function InThePast({ lookBack }: { lookBack: LookBack }) {
  return (
    <div class="connection">
      <span class="pill" data-tone="busy" data-testid="connection-state" data-state="looking-back">
        <span class="pill-dot" />
        <span class="pill-text">{lookBack.hasPresent ? 'Looking back' : 'Recording'}</span>
      </span>
      {lookBack.hasPresent && (
        <button type="button" class="link" onClick={() => lookBack.backToLive()}>
          Back to live
        </button>
      )}
    </div>
  );
}
