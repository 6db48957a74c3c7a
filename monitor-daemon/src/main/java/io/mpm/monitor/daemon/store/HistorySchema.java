package io.mpm.monitor.daemon.store;

import java.util.List;

/** The tables of a history, as the steps that made them. A step that was released never changes. */
final class HistorySchema {

  /** What leads from each version to the next; version 0 is an empty file. */
  static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              "CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
              // AUTOINCREMENT: a number is never given twice, even when all events are gone.
              """
              CREATE TABLE event (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL,
                type TEXT NOT NULL,
                session TEXT,
                stored_at INTEGER NOT NULL,
                json BLOB NOT NULL)
              """,
              "CREATE INDEX event_by_id ON event (id)",
              "CREATE INDEX event_by_session ON event (session, seq)",
              // Words only, no second copy of the text; its row is the event's number.
              """
              CREATE VIRTUAL TABLE event_text USING fts5(
                words, content = '', contentless_delete = 1,
                tokenize = "unicode61 remove_diacritics 0")
              """,
              """
              INSERT INTO property (name, value)
              VALUES ('stream', lower(hex(randomblob(16))))
              """));

  private HistorySchema() {}
}
