package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.daemon.system.SearchPath;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandTest {

  @TempDir Path folder;

  @Test
  void line_isThisJavaWithThisClassPath() {
    Properties properties = properties();

    List<String> line = new JvmCommand(properties, "a.Main", 256).line(List.of("start", "--x"));

    assertThat(line).first().isEqualTo(Path.of("/opt/java/bin/java").toString());
    assertThat(line).contains("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Dmpm.install=/opt/mpm");
    assertThat(line).contains("-XX:CompileCommandFile=/opt/mpm/lib/compile-early.txt");
    assertThat(line)
        .endsWith(
            "-cp",
            "/opt/mpm/a.jar" + File.pathSeparator + Path.of("b.jar").toAbsolutePath(),
            "a.Main",
            "start",
            "--x");
  }

  @Test
  void line_noInstallation_namesNone() {
    Properties properties = properties();
    properties.remove("mpm.install");

    assertThat(new JvmCommand(properties, "a.Main", 128).line(List.of()))
        .noneMatch(argument -> argument.contains("mpm.install") || argument.contains("early"));
  }

  @Test
  void line_archive_isUsedOnceItIsThere() throws Exception {
    Properties properties = properties();
    Path archive = folder.resolve("monitord-17-1.jsa");
    properties.setProperty("mpm.archive", archive.toString());
    String flag = "-XX:SharedArchiveFile=" + archive;

    assertThat(new JvmCommand(properties, "a.Main", 128).line(List.of())).doesNotContain(flag);
    Files.createFile(archive);
    assertThat(new JvmCommand(properties, "a.Main", 128).line(List.of()))
        .contains(flag, "-XX:+VerifySharedSpaces");
  }

  @Test
  void line_newerJava_hasCompactHeadersAndNoWarnings() {
    Properties properties = properties();
    properties.setProperty("java.specification.version", "25");

    assertThat(new JvmCommand(properties, "a.Main", 128).line(List.of()))
        .contains("-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow");
    assertThat(new JvmCommand(properties(), "a.Main", 128).line(List.of()))
        .noneMatch(flag -> flag.contains("Compact") || flag.contains("unsafe"));
  }

  @Test
  void detached_takesSetsid() throws Exception {
    Path setsid = program("setsid");

    assertThat(JvmCommand.detached(List.of("java"), new SearchPath(folder.toString())))
        .containsExactly(setsid.toString(), "java");
  }

  @Test
  void detached_withoutSetsid_isTheSameProcess_andOutlivesItsTerminal() throws Exception {
    Needs.that(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    List<String> line = List.of("/bin/sh", "-c", "kill -HUP $$; echo \"$$ $1\"", "sh", "a 'b' $c");

    Process process =
        new ProcessBuilder(JvmCommand.detached(line, new SearchPath(folder.toString()))).start();

    assertThat(process.getInputStream())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(process.pid() + " a 'b' $c\n");
  }

  private Path program(String name) throws Exception {
    return Files.createFile(
        folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("java.home", "/opt/java");
    properties.setProperty("java.specification.version", "17");
    properties.setProperty(
        "java.class.path", "/opt/mpm/a.jar" + File.pathSeparator + File.pathSeparator + "b.jar");
    properties.setProperty("mpm.install", "/opt/mpm");
    return properties;
  }
}
