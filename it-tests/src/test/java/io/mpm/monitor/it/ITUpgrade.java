package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user upgrades while everything runs. The next version is the built distribution with another
 * number on it.
 */
class ITUpgrade {

  private static final byte[] EVENT =
      "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path temporary;
  private Installation mpm;
  private Path old;

  @BeforeEach
  void install() throws IOException {
    mpm = new Installation(temporary);
    old = distribution("here", "0.0.1");
    mpm.monitord("start").succeeded();
  }

  @AfterEach
  void remove() {
    // A start that is still under way would outlive the stop.
    Path start = mpm.files().run().resolve("proxy.starting");
    await().until(() -> !Files.exists(start));
    mpm.close();
  }

  @Test
  void newVersionElsewhere_itsFirstHookReplacesTheProxy() throws Exception {
    hook(old);
    awaitVersion("0.0.1");
    ProcessIdentity first = ProcessIdentity.of(mpm.proxy().orElseThrow());
    Path next = distribution("there", "0.0.2");

    hook(next);

    awaitVersion("0.0.2");
    await().until(() -> !first.isAlive());
    assertThat(lastStop()).isEqualTo("replaced by 0.0.2");
    awaitStored(2);

    hook(old);
    hook(next);
    hook(old);
    awaitStored(5);
    awaitVersion("0.0.2");
    assertThat(mpm.health().path("events_duplicate").asInt()).isZero();
  }

  @Test
  void newVersionOverTheOldOne_theProxyMakesRoomAndStartsIt() throws Exception {
    hook(old);
    awaitVersion("0.0.1");
    ProcessIdentity first = ProcessIdentity.of(mpm.proxy().orElseThrow());

    Path next = distribution("there", "0.0.2");
    Path aside = temporary.resolve("aside");
    Files.move(old, aside);
    Files.move(next, old);

    await().until(() -> !first.isAlive());
    awaitVersion("0.0.2");
    assertThat(lastStop()).isEqualTo("replaced by what was installed in its place");
    hook(old);
    awaitStored(2);
  }

  private void hook(Path installation) throws Exception {
    Path event = Files.write(temporary.resolve("event"), EVENT);
    Process hook =
        mpm.start(
            temporary,
            List.of("sh", "-c", "exec \"$0\" stop <\"$1\"", bin(installation), event.toString()));
    assertThat(hook.waitFor()).isZero();
  }

  private void awaitVersion(String version) {
    await()
        .untilAsserted(
            () ->
                assertThat(ProxyPid.findAlive(mpm.files()).flatMap(ProxyPid::version))
                    .hasValueSatisfying(running -> assertThat(running).hasToString(version)));
  }

  private void awaitStored(int events) {
    await().until(() -> mpm.health().path("events_stored").asInt() == events);
  }

  private String lastStop() throws IOException {
    return StopRecord.read(mpm.files().proxyStop()).orElseThrow().reason();
  }

  private static String bin(Path installation) {
    return installation.resolve("bin/mpm-hook").toString();
  }

  /** The built distribution, copied, as if it had been built as that version. */
  private Path distribution(String name, String version) throws IOException {
    Path built = mpm.bin("mpm-hook").getParent().getParent();
    String was = builtVersion(built);
    Path copy = Files.createDirectory(temporary.resolve(name));
    try (Stream<Path> files = Files.walk(built)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(built.relativize(file).toString().replace(was, version));
        Files.createDirectories(target.getParent());
        if (file.endsWith("hook-cli-" + was + ".jar")) {
          relabel(file, target, was, version);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    for (String script : List.of("bin/mpm-hook", "lib/launch.sh")) {
      Path file = copy.resolve(script);
      Files.writeString(file, Files.readString(file).replace(was, version));
    }
    return copy;
  }

  private static String builtVersion(Path built) throws IOException {
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(jar -> jar.startsWith("hook-cli-"))
          .map(jar -> jar.substring("hook-cli-".length(), jar.length() - ".jar".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void relabel(Path jar, Path target, String was, String version)
      throws IOException {
    try (JarFile from = new JarFile(jar.toFile())) {
      Manifest manifest = from.getManifest();
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
      main.computeIfPresent(
          Attributes.Name.CLASS_PATH, (name, path) -> path.toString().replace(was, version));
      try (OutputStream file = Files.newOutputStream(target);
          JarOutputStream to = new JarOutputStream(file, manifest)) {
        for (var entry :
            from.stream().filter(e -> !e.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream content = from.getInputStream(entry)) {
            content.transferTo(to);
          }
          to.closeEntry();
        }
      }
    }
  }
}
