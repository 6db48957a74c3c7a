package io.mpm.monitor.daemon.usage;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The prices of models, as of a day. What it says of a cost is an estimate: nobody but the bill
 * knows of discounts.
 *
 * @param date of when the prices are that came with the program
 */
public record PriceTable(LocalDate date, Map<String, ModelPrice> models) {

  /** What clouds and clients add to a model's name: the day of its release, a window, a version. */
  private static final Pattern ADDED =
      Pattern.compile("\\[[^]]*]|[-@]\\d{8}|-v\\d+(?::\\d+)?|-latest");

  public PriceTable {
    models = Map.copyOf(models);
  }

  /** What is known of {@code model}, however a cloud or the client spells it. */
  Optional<ModelPrice> of(String model) {
    ModelPrice exact = models.get(model);
    return Optional.ofNullable(exact != null ? exact : models.get(plainName(model)));
  }

  static String plainName(String model) {
    String bare = ADDED.matcher(model).replaceAll("");
    int family = bare.indexOf("claude-");
    return family < 0 ? bare : bare.substring(family);
  }

  /** The same with what a user has to say, who has the last word on every model he names. */
  PriceTable with(PriceTable users) {
    Map<String, ModelPrice> all = new HashMap<>(models);
    all.putAll(users.models());
    return new PriceTable(date, all);
  }
}
