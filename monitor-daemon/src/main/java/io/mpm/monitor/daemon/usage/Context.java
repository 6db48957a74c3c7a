package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How full an agent's context was when it last asked its model.
 *
 * @param model as the transcript names it
 * @param window how much the model takes; null when unknown
 */
record Context(String model, long tokens, @Nullable Long window) {

  private static final String LARGE = "[1m]";
  private static final long LARGE_WINDOW = 1_000_000;

  /**
   * What Claude Code gives to a model that could take more, unless its name says {@link #LARGE}.
   */
  private static final long USUAL_WINDOW = 200_000;

  /**
   * The context of {@code last}.
   *
   * @param named how the session's model was named in events, which say when its window is larger
   *     than usual; empty when unknown
   */
  static Context of(ModelAnswer last, String named, PriceTable prices) {
    long tokens = last.tokens().prompt();
    Long window =
        prices
            .of(last.model())
            .map(ModelPrice::contextWindow)
            .map(most -> Math.min(most, USUAL_WINDOW))
            .orElse(null);
    boolean large =
        named.endsWith(LARGE)
            && PriceTable.plainName(named).equals(PriceTable.plainName(last.model()));
    // What has been read fitted.
    boolean larger = large || (window != null && tokens > window);
    Long room = larger ? Long.valueOf(Math.max(LARGE_WINDOW, tokens)) : window;
    return new Context(last.model(), tokens, room);
  }

  ObjectNode json() {
    BigDecimal fill =
        window == null
            ? null
            : BigDecimal.valueOf(tokens)
                .divide(BigDecimal.valueOf(window), 4, RoundingMode.HALF_UP);
    return Json.object().put("tokens", tokens).put("window", window).put("fill", fill);
  }
}
