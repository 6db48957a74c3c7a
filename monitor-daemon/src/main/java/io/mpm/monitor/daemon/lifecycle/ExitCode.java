package io.mpm.monitor.daemon.lifecycle;

/** How {@code mpm-monitord} ends, for scripts. */
public final class ExitCode {

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** Asked about a daemon, and none runs. */
  public static final int NOT_RUNNING = 3;

  /** A daemon in the foreground that found another in its home. */
  public static final int LOST_RACE = 4;

  /** What shells say of a program that is not there. */
  public static final int NO_PROGRAM = 127;

  private ExitCode() {}
}
