package io.mpm.monitor.daemon.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.text.Counted;
import java.util.List;
import java.util.Locale;

/** Everything that was found, in the order of the checks. */
public record Diagnosis(List<Line> lines) {

  /** A finding, and the check that made it. */
  public record Line(String subject, Finding finding) {}

  public Diagnosis {
    lines = List.copyOf(lines);
  }

  /** Whether everything works, be it well or not. */
  public boolean works() {
    return count(Finding.Level.PROBLEM) == 0;
  }

  private long count(Finding.Level level) {
    return lines.stream().filter(line -> line.finding().level() == level).count();
  }

  /** For programs. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("works", works());
    ArrayNode findings = json.putArray("findings");
    lines.forEach(line -> findings.add(line.finding().toJson(line.subject())));
    return json;
  }

  /** For people: a line each, and below it what to do. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      Finding finding = line.finding();
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-12s %s%n",
              finding.level().word(),
              line.subject(),
              finding.what()));
      if (!finding.remedy().isEmpty()) {
        text.append(String.format(Locale.ROOT, "%21s → %s%n", "", finding.remedy()));
      }
    }
    return text.append(summary()).toString();
  }

  private String summary() {
    return "%s, %s%n"
        .formatted(
            Counted.of(count(Finding.Level.PROBLEM), "problem"),
            Counted.of(count(Finding.Level.WARNING), "warning"));
  }
}
