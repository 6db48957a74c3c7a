/** When the page does what it has to do. */

/** Runs `task` soon, once the screen can show what it did. */
export type Scheduler = (task: () => void) => void;

/** A change after a time as long as this is shown at once; those that follow it wait for the next frame. */
const QUIET_MILLIS = 6;
/** How many times as long as its last work the page rests before it works between two frames. */
const REST = 1.5;

export interface Ways {
  /** Milliseconds, finely. */
  readonly now: () => number;
  /** Before the next frame is drawn. */
  readonly withFrame: Scheduler;
  /** Once what was begun has ended: when the views have been told, they draw. */
  readonly afterwards: Scheduler;
}

/**
 * Runs a task at once when nothing was done for a while, so that it is in the document when the next frame is drawn and nothing is
 * left to do then; under load with the frames, however long the work takes.
 */
export function promptly({ now, withFrame, afterwards }: Ways): Scheduler {
  let restUntil = -Infinity;
  const work = (task: () => void) => {
    const began = now();
    task();
    afterwards(() => {
      const end = now();
      restUntil = end + Math.max(QUIET_MILLIS, REST * (end - began));
    });
  };
  return (task) => {
    if (now() >= restUntil) work(task);
    else withFrame(() => work(task));
  };
}

/** Runs a task at once when the one before is long enough ago, else as soon as it is. For one task at a time. */
export function atMostEvery(
  millis: number,
  now: () => number,
  after: (millis: number, task: () => void) => unknown,
): Scheduler {
  let last = -Infinity;
  return (task) => {
    const run = () => {
      last = now();
      task();
    };
    const wait = last + millis - now();
    if (wait <= 0) run();
    else after(wait, run);
  };
}

/** Runs tasks one after the other, and lets the browser draw and listen in between. */
export function betweenFrames(): Scheduler {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(null);
  };
}
