import type { SessionState as State, WaitingFor } from '../../state/account/records';

const HINTS: Readonly<Record<State, string>> = {
  working: 'Claude or one of its agents is at work',
  waiting: 'Nothing goes on until you do something',
  done: 'Claude has finished its turn',
  gone: 'The session is over, or was silent for a day',
};

const WAITS: Readonly<Record<WaitingFor, string>> = {
  permission: 'needs permission',
  question: 'asks you',
  idle: 'idle',
};

/** How a session stands, in a word. */
export function SessionState({ state, waitingFor }: { state: State; waitingFor: WaitingFor | null }) {
  const word =
    state === 'waiting' && waitingFor !== null ? WAITS[waitingFor] : state === 'gone' ? 'over' : state;
  const calls = state === 'waiting' && waitingFor !== 'idle';
  return (
    <span class="state" data-state={calls ? 'calls' : state} title={HINTS[state]}>
      <span class="state-dot" />
      {word}
    </span>
  );
}
