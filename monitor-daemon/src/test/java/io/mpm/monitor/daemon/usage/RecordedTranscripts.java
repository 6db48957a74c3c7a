package io.mpm.monitor.daemon.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Transcripts that the real client has written, in a projects folder of their own. */
public final class RecordedTranscripts {

  /** A session with three agents, two of them at once. */
  public static final String SESSION = "d6061cf2-805c-497a-a065-06f89812d2ff";

  /** The same, forked, with one more answer. */
  public static final String FORK = "e634f585-ba27-4b38-ae81-79b5551e3e8e";

  public static final String EXPLORE_AGENT = "a51797cd88887ce32";

  private static final Path RECORDED = Path.of("src/test/resources/transcripts");

  private final Path project;

  /** Puts them into {@code .claude/projects} below {@code home}. */
  public RecordedTranscripts(Path home) {
    this.project = home.resolve(".claude/projects/-home-dev-acme");
    try (Stream<Path> files = Files.walk(RECORDED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(RECORDED.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path project() {
    return project;
  }

  public Path of(String session) {
    return project.resolve(session + ".jsonl");
  }
}
