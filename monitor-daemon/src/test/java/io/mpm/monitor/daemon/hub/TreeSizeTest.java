package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mpm.monitor.protocol.codec.Json;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TreeSizeTest {

  @Test
  void of_longTexts_isAboutTheirs() throws Exception {
    JsonNode tree =
        Json.parse(
            "{\"type\":\"hook.pre_tool\",\"data\":{\"list\":[1,true,null,\"%s\"],\"%s\":\"\"}}"
                .formatted("x".repeat(50_000), "k".repeat(10_000)));

    assertThat(TreeSize.of(tree)).isCloseTo(60_000, Percentage.withPercentage(2));
  }

  @Test
  void of_manySmallValues_isFarMoreThanThatOfTheirText() throws Exception {
    JsonNode tree = Json.parse("[" + "{},".repeat(999) + "{}]");

    assertThat(TreeSize.of(tree)).isGreaterThan(100_000);
    assertThat(TreeSize.of(MissingNode.getInstance())).isLessThan(100);
  }
}
