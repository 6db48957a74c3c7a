package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.HookSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the plugin's hooks equal to those that every other way of installing registers. */
class PluginHooksTest {

  private static final Path FILE = Path.of("..", "dist/src/main/plugin/hooks/hooks.json");

  /** Writes the file anew with {@code -Dmpm.docs.write=true}. */
  @Test
  void hooks_areThoseOfEveryOtherInstallation() throws Exception {
    ObjectNode wanted = Json.object().put("description", "Tells MPM Monitor of every event.");
    ObjectNode hooks = wanted.putObject("hooks");
    for (String event : HookEvents.DEFAULTS) {
      ArrayNode handlers = hooks.putArray(event).addObject().putArray("hooks");
      handlers
          .addObject()
          .put("type", "command")
          .put("command", "${CLAUDE_PLUGIN_ROOT}/bin/mpm-hook")
          .put("timeout", HookEntries.TIMEOUT_SECONDS)
          .putArray("args")
          .add(HookSource.PLUGIN.word());
    }

    if (Boolean.getBoolean("mpm.docs.write")) {
      Files.writeString(FILE, wanted.toPrettyString() + "\n");
      return;
    }

    assertThat(Json.parse(Files.readAllBytes(FILE)))
        .as("dist/src/main/plugin/hooks/hooks.json; -Dmpm.docs.write=true writes it anew")
        .isEqualTo(wanted);
  }
}
