package io.mpm.monitor.hook;

/** The program {@code mpm-hook}: an event to keep, or a command to run. */
public final class HookMain {

  private HookMain() {}

  public static void main(String[] args) {
    // Before any class of the command is loaded: an event must not wait for them.
    if (HotPath.isFor(args)) {
      HotPath.record(args[0], System.in, System.getenv());
    } else {
      System.exit(HookCommand.run(System.getenv(), args));
    }
  }
}
