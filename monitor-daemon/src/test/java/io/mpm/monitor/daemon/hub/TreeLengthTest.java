package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mpm.monitor.protocol.codec.Json;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TreeLengthTest {

  @Test
  void of_isAboutThatOfTheText() throws Exception {
    JsonNode tree =
        Json.parse(
            "{\"type\":\"hook.pre_tool\",\"data\":{\"list\":[1,true,null,\"%s\"],\"%s\":\"\"}}"
                .formatted("x".repeat(5_000), "k".repeat(1_000)));

    assertThat(TreeLength.of(tree))
        .isCloseTo(Json.text(tree).length(), Percentage.withPercentage(1));
    assertThat(TreeLength.of(MissingNode.getInstance())).isLessThan(10);
  }
}
