package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads price tables: the one that comes with the program, and the user's over it. */
public final class PriceFile {

  private static final String BUILT_IN = "prices.json";
  private static final Set<String> FIELDS = Set.of("date", "source", "models");
  private static final Set<String> RATES =
      Set.of("input", "output", "cache_read", "cache_write_5m", "cache_write_1h");
  private static final Set<String> MORE = Set.of("context_window", "long_prompt");
  private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

  private final String name;

  private PriceFile(String name) {
    this.name = name;
  }

  /**
   * The prices that are in force.
   *
   * @param users the user's own; need not be there
   * @throws FileSystemException when the user's file is not as it must be, and why
   */
  public static PriceTable read(Path users) throws IOException {
    PriceTable builtIn = builtIn();
    try {
      return builtIn.with(new PriceFile(users.toString()).parse(Files.readAllBytes(users)));
    } catch (NoSuchFileException e) {
      return builtIn;
    }
  }

  static PriceTable builtIn() throws IOException {
    try (InputStream resource = PriceFile.class.getResourceAsStream(BUILT_IN)) {
      if (resource == null) {
        throw new IOException(BUILT_IN + " is missing in this build");
      }
      return new PriceFile(BUILT_IN).parse(resource.readAllBytes());
    }
  }

  private PriceTable parse(byte[] bytes) throws FileSystemException {
    JsonNode file;
    try {
      file = Json.parse(bytes);
    } catch (MalformedJsonException e) {
      throw bad("is not JSON: " + e.getMessage());
    }
    requireFields("the file", file, FIELDS, Set.of());
    LocalDate date = date(file.path("date").asText(""));
    Map<String, ModelPrice> models = new HashMap<>();
    for (Iterator<String> names = file.path("models").fieldNames(); names.hasNext(); ) {
      String model = names.next();
      models.put(model, model(model, file.path("models").path(model), date));
    }
    return new PriceTable(date, models);
  }

  private LocalDate date(String text) throws FileSystemException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw bad("date: \"" + text + "\" is not the day of the prices, such as \"2026-10-24\"");
    }
  }

  private ModelPrice model(String name, JsonNode model, LocalDate date) throws FileSystemException {
    requireFields(name, model, RATES, MORE);
    JsonNode longPrompt = model.path("long_prompt");
    Rates rates = rates(name, model);
    Long from = null;
    if (!longPrompt.isMissingNode()) {
      requireFields(name + ".long_prompt", longPrompt, RATES, Set.of("above_tokens"));
      from = tokens(name + ".long_prompt", longPrompt, "above_tokens");
    }
    Rates ofLong = from == null ? rates : rates(name + ".long_prompt", longPrompt);
    return new ModelPrice(date, rates, tokens(name, model, "context_window"), from, ofLong);
  }

  private Rates rates(String place, JsonNode from) throws FileSystemException {
    return new Rates(
        rate(place, from, "input"),
        rate(place, from, "output"),
        rate(place, from, "cache_read"),
        rate(place, from, "cache_write_5m"),
        rate(place, from, "cache_write_1h"));
  }

  private long rate(String place, JsonNode from, String field) throws FileSystemException {
    JsonNode value = from.path(field);
    BigDecimal dollars = value.isNumber() ? value.decimalValue() : BigDecimal.ONE.negate();
    if (dollars.signum() < 0 || dollars.compareTo(MOST) > 0 || dollars.scale() > 3) {
      throw bad(
          "%s.%s: %s is not dollars for a million tokens, from 0 to %s with at most 3 decimals"
              .formatted(place, field, value, MOST));
    }
    return dollars.movePointRight(3).longValueExact();
  }

  private @Nullable Long tokens(String place, JsonNode from, String field)
      throws FileSystemException {
    JsonNode value = from.path(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw bad("%s.%s: %s is no number of tokens".formatted(place, field, value));
    }
    return value.longValue();
  }

  private void requireFields(String place, JsonNode object, Set<String> must, Set<String> may)
      throws FileSystemException {
    Set<String> missing = new TreeSet<>(must);
    missing.remove("source");
    object.fieldNames().forEachRemaining(missing::remove);
    Set<String> unknown = new TreeSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(must);
    unknown.removeAll(may);
    if (!object.isObject() || !missing.isEmpty() || !unknown.isEmpty()) {
      throw bad(
          "%s must be an object with %s; missing %s, unknown %s"
              .formatted(place, new TreeSet<>(must), missing, unknown));
    }
  }

  private FileSystemException bad(String reason) {
    return new FileSystemException(name, null, reason);
  }
}
