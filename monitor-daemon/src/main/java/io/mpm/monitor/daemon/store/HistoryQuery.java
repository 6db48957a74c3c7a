package io.mpm.monitor.daemon.store;

import java.util.ArrayList;
import java.util.List;

/**
 * An {@link EventQuery} in SQL.
 *
 * @param rest from FROM to ORDER BY, the event being {@code e}
 * @param values for its question marks
 */
record HistoryQuery(String rest, List<Object> values) {

  static HistoryQuery of(EventQuery query) {
    String number = query.text().isPresent() ? "t.rowid" : "e.seq";
    StringBuilder sql = new StringBuilder();
    List<Object> values = new ArrayList<>();
    if (query.text().isPresent()) {
      // The index first: it knows the events with rare words without looking at any other.
      sql.append(" FROM event_text t JOIN event e ON e.seq = t.rowid");
      sql.append(" WHERE event_text MATCH ? AND ");
      values.add(query.text().get().match());
    } else {
      sql.append(" FROM event e WHERE ");
    }
    sql.append(number).append(" > ?");
    values.add(query.since());
    query.session().ifPresent(session -> and(sql, "e.session = ?", values, session));
    query.type().ifPresent(type -> and(sql, "e.type = ?", values, type));
    sql.append(" ORDER BY ").append(number);
    return new HistoryQuery(sql.toString(), List.copyOf(values));
  }

  private static void and(StringBuilder sql, String condition, List<Object> values, Object value) {
    sql.append(" AND ").append(condition);
    values.add(value);
  }
}
