package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.files.RegularFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claude Code's own folders of transcripts, outside of which nothing is ever read: what events name
 * is only a hint from whoever sent them.
 */
public final class TranscriptFolders {

  private static final String PROJECTS = "projects";
  private static final String SUFFIX = ".jsonl";

  /** A session with more agents has its newest ones uncounted. */
  static final int MAX_AGENTS = 1_000;

  private final List<Path> roots;

  TranscriptFolders(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * The folders of this environment: {@code ~/.claude}, and {@code CLAUDE_CONFIG_DIR} if set.
   *
   * @param userHome where {@code HOME} does not say it
   */
  public static TranscriptFolders of(Map<String, String> environment, Path userHome) {
    List<Path> roots = new ArrayList<>();
    folder(environment, ClaudeFolders.USER_FOLDER)
        .ifPresent(named -> roots.add(named.resolve(PROJECTS)));
    Path home = folder(environment, "HOME").orElse(userHome);
    roots.add(home.resolve(".claude").resolve(PROJECTS));
    return new TranscriptFolders(roots);
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    try {
      Path named = Path.of(environment.getOrDefault(variable, ""));
      return Optional.of(named).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      // Claude Code cannot use it either.
      return Optional.empty();
    }
  }

  /**
   * Opens a transcript for reading.
   *
   * @throws OutsideException when it is no transcript of Claude Code's, wherever links lead
   * @throws NoSuchFileException when it is not there (yet)
   * @throws IOException when it is no regular file, or cannot be read
   */
  SeekableByteChannel open(Path transcript) throws IOException, OutsideException {
    Path root = rootOf(transcript);
    Path real = transcript.toRealPath();
    if (!real.startsWith(root) || !real.toString().endsWith(SUFFIX)) {
      throw new OutsideException(transcript);
    }
    return RegularFile.open(root, root.relativize(real));
  }

  /** The transcripts of a session's agents, which lie in a folder beside its own. */
  List<Path> agentsOf(Path transcript) throws IOException, OutsideException {
    Path root = rootOf(transcript);
    Path folder = transcript.resolveSibling(nameOf(transcript)).resolve("subagents");
    List<Path> agents = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !folder.toRealPath().startsWith(root)) {
      return agents;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "agent-*" + SUFFIX)) {
      for (Path file : files) {
        if (agents.size() < MAX_AGENTS) {
          agents.add(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Claude Code has just cleaned up.
    }
    return agents;
  }

  /** The agent whose transcript it is, by the name of the file. */
  static String agentOf(Path agentTranscript) {
    return nameOf(agentTranscript).substring("agent-".length());
  }

  private static String nameOf(Path transcript) {
    String name = transcript.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The real folder in which {@code transcript} claims to be. */
  private Path rootOf(Path transcript) throws IOException, OutsideException {
    boolean plain =
        transcript.isAbsolute()
            && transcript.normalize().equals(transcript)
            && transcript.toString().endsWith(SUFFIX);
    for (Path root : roots) {
      if (plain && Files.isDirectory(root)) {
        Path real = root.toRealPath();
        if (transcript.startsWith(root) || transcript.startsWith(real)) {
          return real;
        }
      }
    }
    throw new OutsideException(transcript);
  }

  /** A path that leads to no transcript in Claude Code's folders. */
  static final class OutsideException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    OutsideException(Path path) {
      this("no transcript in Claude Code's folder of projects: " + path);
    }

    private OutsideException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
