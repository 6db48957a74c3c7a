/** Runs `task` soon, once the screen can show what it did. */
export type Scheduler = (task: () => void) => void;
