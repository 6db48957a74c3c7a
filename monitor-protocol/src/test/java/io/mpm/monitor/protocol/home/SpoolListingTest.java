package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolListingTest {

  @TempDir Path folder;

  @Test
  void whole_isWithoutFoldersLinksAndWhatIsStillWritten() throws Exception {
    Path whole = Files.writeString(folder.resolve("stop.1.a"), "{}");
    Files.writeString(folder.resolve(".stop.1.b"), "{");
    Files.createDirectory(folder.resolve("aside"));
    Files.createSymbolicLink(folder.resolve("stop.1.c"), whole);

    assertThat(new SpoolListing(folder).whole()).containsExactly(whole);
  }

  @Test
  void holdsAny_knowsAlsoWhatIsStillWritten() throws Exception {
    Files.createDirectory(folder.resolve("aside"));
    assertThat(new SpoolListing(folder).holdsAny()).isFalse();

    Files.writeString(folder.resolve(".stop.1.b"), "{");

    assertThat(new SpoolListing(folder).holdsAny()).isTrue();
  }

  @Test
  void noSuchFolder_isEmpty() throws Exception {
    SpoolListing none = new SpoolListing(folder.resolve("none"));

    assertThat(none.whole()).isEmpty();
    assertThat(none.holdsAny()).isFalse();
  }
}
