package io.mpm.monitor.daemon.service;

import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.daemon.system.SystemTools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service in the hands of the system: what its file says, done by the system's own tools. */
public final class SystemService {

  /**
   * How a service does.
   *
   * @param isKnown whether the system has loaded it
   * @param words what the system says of it
   */
  public record State(boolean isKnown, boolean isRunning, String words) {}

  /** A daemon that was asked to end does so within five seconds. */
  private static final Duration LETS_GO_WITHIN = Duration.ofSeconds(10);

  /** launchd may say that the old one is gone a moment before it takes a new one. */
  private static final Duration TAKES_WITHIN = Duration.ofSeconds(1);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final ServiceFile file;
  private final SystemTools tools;

  SystemService(ServiceFile file, SystemTools tools) {
    this.file = file;
    this.tools = tools;
  }

  public ServiceFile file() {
    return file;
  }

  public State state() throws IOException, InterruptedException {
    SystemTools.Said said = tools.run(file.ask());
    List<String> facts =
        file.facts().stream().flatMap(name -> fact(name, said.text()).stream()).toList();
    boolean isRunning =
        said.succeeded() && (facts.isEmpty() || facts.get(0).endsWith(" = running"));
    String words = facts.isEmpty() ? said.firstLine() : String.join(", ", facts);
    return new State(said.succeeded(), isRunning, words);
  }

  /** What the answer says of the service itself stands one step in; of its parts, further. */
  private static Optional<String> fact(String name, String answer) {
    return Pattern.compile("(?m)^[\\t ](" + Pattern.quote(name) + " = .*)$")
        .matcher(answer)
        .results()
        .map(found -> found.group(1).strip())
        .findFirst();
  }

  /** Makes the system know the service. Says what it was answered when that failed. */
  public Optional<String> register() throws IOException, InterruptedException {
    return refusal(file.register());
  }

  /**
   * Starts the service, in the place of one of its name. Returns once the system has taken it,
   * which on macOS may take some seconds, and says what it was answered when it has not.
   */
  public Optional<String> start() throws IOException, InterruptedException {
    if (!file.isExclusive()) {
      return refusal(file.start());
    }
    stop();
    Poll.until(() -> !state().isKnown(), LETS_GO_WITHIN);
    boolean taken = Poll.until(() -> refusal(file.start()).isEmpty(), TAKES_WITHIN, BETWEEN_TRIES);
    return taken ? Optional.empty() : refusal(file.start());
  }

  /** Ends the service if it runs. */
  public void stop() throws IOException, InterruptedException {
    doAll(file.stop());
  }

  /** Makes the system forget the service, once its file is gone. */
  public void forget() throws IOException, InterruptedException {
    doAll(file.forget());
  }

  /** Whether they succeed is no longer of interest. */
  private void doAll(List<List<String>> commands) throws IOException, InterruptedException {
    for (List<String> command : commands) {
      tools.run(command);
    }
  }

  private Optional<String> refusal(List<List<String>> commands)
      throws IOException, InterruptedException {
    for (List<String> command : commands) {
      SystemTools.Said said = tools.run(command);
      if (!said.succeeded()) {
        return Optional.of("`%s` said: %s".formatted(String.join(" ", command), said.firstLine()));
      }
    }
    return Optional.empty();
  }
}
