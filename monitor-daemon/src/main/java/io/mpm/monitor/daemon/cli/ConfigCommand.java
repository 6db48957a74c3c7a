package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "config",
    description = "Prints every setting and its value, and whether all of them are good.",
    footer = {
      "",
      "Examples:",
      "  mpm-monitord config",
      "  SOCKETIO_PORT=9000 mpm-monitord config --origin",
      "  mpm-monitord config --check"
    })
final class ConfigCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--origin",
      description = "Say where each value was found: option, variable, line of the file, default.")
  private boolean origin;

  @Option(
      names = "--json",
      description = {
        "Answer with one JSON array, origins included; with --check, one object that says whether",
        "all is good, and if not what is wrong."
      })
  private boolean json;

  @Option(
      names = "--check",
      description = "Print only what is wrong, all of it; exit code 1 when there is anything.")
  private boolean check;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (check) {
      return check();
    }
    Settings settings = surroundings.settings(Map.of());
    if (json) {
      surroundings.say(Json.text(array(settings)));
    } else {
      SettingsCatalog.ALL.forEach(setting -> print(setting, settings));
    }
    return ExitCode.OK;
  }

  private int check() {
    List<String> problems = surroundings.readiness().problems();
    if (json) {
      ObjectNode answer = Json.object().put("good", problems.isEmpty());
      problems.forEach(answer.putArray("problems")::add);
      surroundings.say(Json.text(answer));
    } else if (problems.isEmpty()) {
      surroundings.say("all settings are good");
    } else {
      problems.forEach(problem -> surroundings.err().println("mpm-monitord: " + problem));
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(Setting<?> setting, Settings settings) {
    String value =
        settings.text(setting).lines().map(String::strip).reduce("", ConfigCommand::both);
    String line = "%-24s %-12s".formatted(setting.key(), value);
    surroundings.say(
        (origin ? line + " (" + settings.origin(setting) + ")" : line).stripTrailing());
  }

  private static String both(String first, String second) {
    return first.isEmpty() ? second : first + "; " + second;
  }

  private static ArrayNode array(Settings settings) {
    ArrayNode array = Json.object().arrayNode();
    for (Setting<?> setting : SettingsCatalog.ALL) {
      ObjectNode entry = array.addObject();
      entry
          .put("key", setting.key())
          .put("value", settings.text(setting))
          .put("origin", settings.origin(setting).toString())
          .put("default", setting.defaultText())
          .put("allowed", setting.kind().allowed());
    }
    return array;
  }
}
