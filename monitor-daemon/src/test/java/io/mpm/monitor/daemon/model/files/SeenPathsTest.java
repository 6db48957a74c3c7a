package io.mpm.monitor.daemon.model.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenPathsTest {

  private final SeenPaths paths = new SeenPaths();

  private void named(String session, String path) {
    ObjectNode data = Json.object();
    data.putObject("tool_input").put("file_path", path);
    paths.fold(new Fact("e", "PreToolUse", "", session, Instant.EPOCH, "/p", true, data));
  }

  private boolean isKnown(String path) {
    return !paths.foldersOfSessionsThatNamed(Path.of(path)).isEmpty();
  }

  @Test
  void fold_longerThanAPathCanBe_isNone() {
    String longest = "/" + "x".repeat(4_094);
    named("s", longest);
    named("s", longest + "x");

    assertThat(isKnown(longest)).isTrue();
    assertThat(isKnown(longest + "x")).isFalse();
  }

  @Test
  void fold_longPaths_thoseNamedLastAreKnown() {
    for (int session = 0; session < 100; session++) {
      for (int i = 0; i < 100; i++) {
        named("s" + session, "/" + session + "/" + i + "x".repeat(4_000));
      }
    }

    assertThat(isKnown("/99/99" + "x".repeat(4_000))).isTrue();
    assertThat(isKnown("/99/1" + "x".repeat(4_000))).isFalse();
    assertThat(isKnown("/1/99" + "x".repeat(4_000))).isFalse();
  }
}
