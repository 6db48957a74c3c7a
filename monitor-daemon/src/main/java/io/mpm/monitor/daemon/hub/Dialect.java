package io.mpm.monitor.daemon.hub;

/** In which shape a client hears of single events. */
enum Dialect {
  /** As they are held. */
  OURS,
  /** With what claude-mpm's clients read of them beside it. */
  SEED
}
