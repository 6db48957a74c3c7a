package io.mpm.monitor.daemon.system;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of the system that do something for us. */
public final class SystemTools {

  /** What a program has said, errors included. */
  public record Said(int exitCode, String text) {

    public boolean succeeded() {
      return exitCode == 0;
    }

    /** The first line that is not empty. */
    public String firstLine() {
      return text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("exit code " + exitCode);
    }
  }

  private static final int NOT_THERE = 127;

  private final Map<String, String> environment;

  public SystemTools(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs a program to its end; a program that is not there has failed. */
  public Said run(List<String> command) throws IOException, InterruptedException {
    Optional<Path> program = SearchPath.of(environment).find(command.get(0));
    if (program.isEmpty()) {
      return new Said(NOT_THERE, command.get(0) + ": there is no such program here");
    }
    List<String> line = new ArrayList<>(command);
    line.set(0, program.get().toString());
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    return new Said(process.waitFor(), text);
  }
}
