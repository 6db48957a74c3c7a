package io.mpm.monitor.it.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sessions of Claude Code as the spool knows them: shells that run one hook after the other, each
 * with the next event of its session: the one that {@code install} registers, and in every other
 * session the script. Enters what they send into the model.
 */
public final class Shells {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String EVENT =
      "{\"session_id\":\"%s\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\","
          + "\"tool_input\":{\"command\":\"make all\"},"
          + "\"oracle\":{\"marker\":\"%s/%s\",\"step\":%s}}";

  private final Installation mpm;
  private final Expected expected;

  public Shells(Installation mpm, Expected expected) {
    this.mpm = mpm;
    this.expected = expected;
  }

  /** Runs so many sessions at once, so many hooks in each, to their end. */
  public void run(String name, int sessions, int hooksEach) {
    finish(begin(name, sessions, hooksEach));
  }

  /** Begins them. */
  public List<Process> begin(String name, int sessions, int hooksEach) {
    List<Path> hooks = List.of(mpm.installedHook(), mpm.bin("mpm-hook"));
    List<Process> shells = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      String session = name + "-" + i;
      String format = EVENT.formatted(session, session, "%d", "%d");
      String loop =
          "i=0; while [ $i -lt %d ]; do i=$((i+1)); printf '%s' $i $i | \"$0\" pre-tool || exit 9; done"
              .formatted(hooksEach, format);
      String hook = hooks.get(i % hooks.size()).toString();
      shells.add(mpm.start(Path.of("/"), List.of("/bin/sh", "-c", loop, hook)));
      for (int step = 1; step <= hooksEach; step++) {
        expected.add(event(session, step));
      }
    }
    return shells;
  }

  /** Waits until each has ended, and every hook has succeeded and been silent. */
  public static void finish(List<Process> shells) {
    for (Process shell : shells) {
      try {
        assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
        assertThat(shell.getInputStream().readAllBytes()).isEmpty();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Expected.Event event(String session, int step) {
    String marker = session + "/" + step;
    ObjectNode payload =
        Json.object()
            .put("session_id", session)
            .put("hook_event_name", "PreToolUse")
            .put("tool_name", "Bash");
    payload.putObject("tool_input").put("command", "make all");
    payload.putObject("oracle").put("marker", marker).put("step", step);
    return new Expected.Event(marker, session, step, payload, true);
  }
}
