package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.proxy.SpoolWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFolderTest {

  @TempDir Path root;
  private Path spool;
  private SpoolWriter writer;

  @BeforeEach
  void makeSpool() throws IOException {
    spool = root.resolve("spool");
    writer = new SpoolWriter(spool);
  }

  @Test
  void holdsAny_onlyWhatIsNoEvent_none() throws IOException {
    writer.file("README", "mine");
    Files.createDirectory(spool.resolve("stop.1.folder"));
    Files.createSymbolicLink(spool.resolve("stop.2.link"), spool.resolve("README"));

    assertThat(new SpoolFolder(spool).holdsAny()).isFalse();
  }

  @Test
  void holdsAny_anEventBesideThat_isFound() throws IOException {
    Files.createDirectory(spool.resolve("stop.1.folder"));
    writer.event("{}");

    assertThat(new SpoolFolder(spool).holdsAny()).isTrue();
  }

  @Test
  void holdsAny_noFolder_none() throws IOException {
    Files.delete(spool);

    assertThat(new SpoolFolder(spool).holdsAny()).isFalse();
  }

  @Test
  void holdsAny_manyEvents_looksAtOne() throws IOException {
    writer.event("{}");
    writer.event("{}");
    writer.event("{}");
    List<SpoolName> looked = new ArrayList<>();
    SpoolFolder folder =
        new SpoolFolder(spool) {
          @Override
          public Optional<SpoolFile> look(SpoolName name) throws IOException {
            looked.add(name);
            return super.look(name);
          }
        };

    assertThat(folder.holdsAny()).isTrue();
    assertThat(looked).hasSize(1);
  }
}
