package io.mpm.monitor.daemon.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Turns the system's signals into reasons to stop. The JVM's own handlers would end it without
 * saying which signal came. Its type for signals, {@code sun.misc.Signal}, is there in every JDK
 * but cannot be named without a warning that nothing switches off: hence the reflection.
 */
public final class Signals {

  private static final Map<String, String> REASONS =
      Map.of(
          "TERM", "SIGTERM",
          "INT", "interrupted from the keyboard (SIGINT)",
          "HUP", "terminal closed (SIGHUP)");

  private Signals() {}

  /**
   * From now on {@code stop} hears of each signal, on a thread of the JVM. Signals that this system
   * lacks, or that were ignored when the JVM started ({@code nohup}), stay as they are.
   */
  public static void handle(Consumer<String> stop) {
    REASONS.forEach((name, reason) -> handle(name, () -> stop.accept(reason)));
  }

  /** Handles one signal, by its name without {@code SIG}. */
  public static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("cannot handle signal " + name, e);
      }
      // No such signal here, or the JVM was told to leave signals alone (-Xrs).
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle signal " + name, e);
    }
  }
}
