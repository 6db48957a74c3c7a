package io.mpm.monitor.daemon.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an environment says that programs are: the folders in its {@code PATH}, first one first.
 *
 * @param endings what a program's file may have after its name: on Windows those of {@code
 *     PATHEXT}, elsewhere nothing
 */
public record SearchPath(String folders, List<String> endings) {

  public SearchPath {
    endings = List.copyOf(endings);
  }

  /** Folders where a program's file has its name and no more. */
  public SearchPath(String folders) {
    this(folders, List.of(""));
  }

  public static SearchPath of(Map<String, String> environment) {
    return of(environment, OperatingSystem.current());
  }

  static SearchPath of(Map<String, String> environment, OperatingSystem system) {
    return new SearchPath(system.variable(environment, "PATH"), system.endings(environment));
  }

  /** The program of that name, which may be that of its file. */
  public Optional<Path> find(String name) {
    List<String> names = names(name);
    return Arrays.stream(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> names.stream().map(file -> Path.of(folder, file)))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private List<String> names(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    boolean isWhole =
        endings.stream().anyMatch(ending -> small.endsWith(ending.toLowerCase(Locale.ROOT)));
    Stream<String> names = isWhole ? Stream.of(name) : endings.stream().map(name::concat);
    return names.toList();
  }
}
