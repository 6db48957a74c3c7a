package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolNameTest {

  @Test
  void parse_documentedShape() {
    assertThat(SpoolName.parse("pre-tool.4711.aZ09-x"))
        .isEqualTo(Optional.of(new SpoolName("pre-tool.4711.aZ09-x", "pre-tool", 4711)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aside",
        "stop",
        "stop.1",
        "stop..x",
        "stop.1.",
        "Stop.1.x",
        "stop.1.x.tmp",
        ".stop.1.x",
        "stop.-1.x",
        "stop.99999999999.x",
        "stop.1.x y",
        "stöp.1.x",
        "stop.1.x\n"
      })
  void parse_anotherShape(String name) {
    assertThat(SpoolName.parse(name)).isEmpty();
  }
}
