package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.daemon.system.SearchPath;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command that runs a program of ours in a JVM of its own: the Java, the classes and the
 * installation of this one, but small and quick to start.
 */
record JvmCommand(Properties properties, String mainClass, int memoryMb) {

  /** Variables that would change a JVM's behaviour, or make it write to standard error. */
  static final Set<String> FOREIGN_VARIABLES =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  /** Where the distribution is unpacked; the launcher scripts set it. */
  static final String INSTALL = "mpm.install";

  /** Where an archive of our classes is, empty for none; the launcher scripts set it. */
  static final String ARCHIVE = "mpm.archive";

  /**
   * Small by choice: the old generation grows by what lives, and a third of that, and not by what
   * may come; with a tenth, a busy daemon spent a fifth of its time on collecting it. It has few
   * holes; the table of strings begins with 8 kB instead of 512; one event loop needs one arena,
   * and its chunks are of 256 kB instead of 4 MB.
   */
  private static final List<String> SMALL =
      List.of(
          "-Xms8m",
          "-XX:NewSize=2m",
          "-XX:MaxNewSize=8m",
          "-XX:MinHeapFreeRatio=25",
          "-XX:MaxHeapFreeRatio=35",
          "-XX:MarkSweepDeadRatio=1",
          "-XX:ReservedCodeCacheSize=24m",
          "-XX:StringTableSize=1024",
          "-Dio.netty.allocator.numDirectArenas=1",
          "-Dio.netty.allocator.numHeapArenas=0",
          "-Dio.netty.allocator.maxOrder=5");

  /** The command line, with {@code arguments} for the program. */
  List<String> line(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(property("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx" + memoryMb + "m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8"));
    line.addAll(SMALL);
    line.addAll(byVersion());
    line.addAll(archive());
    String install = properties.getProperty(INSTALL);
    if (install != null) {
      line.add("-D" + INSTALL + "=" + install);
      line.add("-XX:CompileCommandFile=" + Path.of(install, "lib", "compile-early.txt"));
    }
    line.add("-cp");
    line.add(absolute(property("java.class.path")));
    line.add(mainClass);
    line.addAll(arguments);
    return List.copyOf(line);
  }

  private List<String> byVersion() {
    int version =
        Integer.parseInt(property("java.specification.version").replaceFirst("^1\\.", ""));
    List<String> flags = new ArrayList<>();
    if (version >= 24) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (version >= 25) {
      flags.add("-XX:+UseCompactObjectHeaders");
    }
    return flags;
  }

  /** Verified, for it may be damaged; at an address that nobody can foretell. */
  private List<String> archive() {
    String archive = properties.getProperty(ARCHIVE, "");
    if (archive.isEmpty() || !Files.isReadable(Path.of(archive))) {
      return List.of();
    }
    return List.of(
        "-XX:SharedArchiveFile=" + archive,
        "-XX:+VerifySharedSpaces",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=1",
        "-Xlog:disable");
  }

  /**
   * The same in a session of its own, or, where no program makes one, deaf to the end of its
   * terminal. Apple's {@code nohup} does that too, but refuses to inside tmux.
   */
  static List<String> detached(List<String> line, SearchPath programs) {
    List<String> detached = new ArrayList<>();
    Optional<Path> setsid = programs.find("setsid");
    if (setsid.isPresent()) {
      detached.add(setsid.get().toString());
    } else if (File.separatorChar == '/') {
      detached.addAll(List.of("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"));
    }
    detached.addAll(line);
    return List.copyOf(detached);
  }

  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String property(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("every JVM has the property " + name);
    }
    return value;
  }
}
