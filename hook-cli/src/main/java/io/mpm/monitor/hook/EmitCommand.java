package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "emit",
    mixinStandardHelpOptions = true,
    description = "Puts an event into the spool, as a hook does, and says when it cannot.")
final class EmitCommand implements Callable<Integer> {

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<event>", description = "Its word, such as pre-tool or notification.")
  private String event = "";

  @Option(
      names = "--data",
      paramLabel = "<json>",
      defaultValue = "{}",
      description = "Its JSON object, or - for standard input; default ${DEFAULT-VALUE}.")
  private String data = "";

  @Override
  public Integer call() throws IOException {
    if (!SpoolWriter.WORD.matcher(event).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "an event is named by 1 to 64 of a-z 0-9 -, not starting with -: " + event);
    }
    byte[] json =
        data.equals("-") ? System.in.readAllBytes() : data.getBytes(StandardCharsets.UTF_8);
    checkObject(json);
    MonitorHome home = program.home();
    new SpoolWriter(home.spool()).write(event, new ByteArrayInputStream(json));
    ProxyStarter.of(home).startUnlessServed();
    return 0;
  }

  private void checkObject(byte[] json) {
    try {
      if (!Json.parse(json).isObject()) {
        throw new ParameterException(spec.commandLine(), "--data must be a JSON object");
      }
    } catch (MalformedJsonException e) {
      throw new ParameterException(spec.commandLine(), "--data: " + e.getMessage());
    }
  }
}
