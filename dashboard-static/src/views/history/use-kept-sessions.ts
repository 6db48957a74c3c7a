import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Daemon } from '../../link/daemon';
import { heldSessions, keptSessions } from '../../link/kept-sessions';
import type { KeptSession } from '../../state/kept-session';
import { atMostEvery } from '../../state/scheduling';
import type { Store } from '../../state/store';

/** A question to the daemon is not asked with each event; what the page holds is at hand. */
const ASK_EVERY_MILLIS = 3_000;
const LOOK_EVERY_MILLIS = 250;

export interface KeptList {
  readonly sessions: readonly KeptSession[];
  /** Whether they are what the page holds, and not what the daemon keeps. */
  readonly held: boolean;
  /** Why they are not what was asked for. */
  readonly error: string | null;
}

/**
 * The list, null until there is one, and how to have it made anew. That is done by itself when sessions change, and when the
 * connection comes back. While there is none, nobody is asked in vain.
 */
export function useKeptSessions(daemon: Daemon, present: Store, live: boolean) {
  const list = useSignal<KeptList | null>(null);
  const asked = useRef(0);
  const answered = useRef(0);
  const { canBeAsked } = daemon;
  const load = async () => {
    const number = ++asked.current;
    const answer = await keptSessions(daemon, present);
    // Answers may overtake each other.
    if (number < answered.current) return;
    answered.current = number;
    if (answer.ok) list.value = { sessions: answer.value, held: !canBeAsked, error: null };
    else list.value = { ...(list.peek() ?? heldList(present)), error: answer.error };
  };
  useEffect(() => {
    if (live || !canBeAsked)
      return whenever(
        present.revisions.sessions,
        canBeAsked ? ASK_EVERY_MILLIS : LOOK_EVERY_MILLIS,
        () => void load(),
      );
    if (list.peek() === null) void load();
    return undefined;
  }, [canBeAsked, live]);
  return { list: list as ReadonlySignal<KeptList | null>, load };
}

function heldList(present: Store): Omit<KeptList, 'error'> {
  return { sessions: heldSessions(present), held: true };
}

/** Runs `task` now and after changes of `signal`, but only so often; until the returned function is called. */
function whenever(signal: ReadonlySignal<unknown>, millis: number, task: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waits = false;
  const calmly = atMostEvery(
    millis,
    () => performance.now(),
    (wait, run) => (timer = setTimeout(run, wait)),
  );
  const stop = signal.subscribe(() => {
    if (waits) return;
    waits = true;
    calmly(() => {
      waits = false;
      task();
    });
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
