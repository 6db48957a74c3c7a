package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.facts.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which session goes on in which. A session that is resumed or compacted keeps its id; one that is
 * cleared or forked gets a new one, and nothing but time and place ties the end of the old to the
 * start of the new. One thread.
 */
final class Lineage {

  private static final int MAX_WAITING = 32;
  private static final Duration NEAR = Duration.ofSeconds(10);

  private record Loose(String session, String how, String cwd, Instant at) {
    boolean fits(String otherHow, Fact other) {
      return how.equals(otherHow)
          && cwd.equals(other.cwd())
          && !session.equals(other.session())
          && Duration.between(at, other.at()).abs().compareTo(NEAR) <= 0;
    }
  }

  private final Deque<Loose> ends = new ArrayDeque<>();
  private final Deque<Loose> starts = new ArrayDeque<>();

  /** Sessions that are said to have been resumed, and of which nothing was heard since. */
  private final Deque<Loose> resumed = new ArrayDeque<>();

  /**
   * Looks at an event after its session has.
   *
   * @param isFirst whether it is the first of its session
   * @param takeBack told which session was not resumed after all
   */
  void fold(
      Fact fact,
      boolean isFirst,
      Function<String, Optional<Session>> find,
      Consumer<String> takeBack) {
    resumed.removeIf(start -> start.session().equals(fact.session()));
    if (fact.is("SessionEnd")) {
      String reason = fact.text("reason");
      take(starts, reason, fact)
          .ifPresentOrElse(
              start -> link(find, start.session(), reason, fact.session(), start.at()),
              () -> add(ends, reason, fact));
    } else if (fact.is("SessionStart")) {
      started(fact, find);
    } else if (isFirst && fact.byHook()) {
      startedUnderAnotherId(fact, find, takeBack);
    }
  }

  private void started(Fact fact, Function<String, Optional<Session>> find) {
    String source = fact.text("source");
    switch (source) {
      case "compact", Link.RESUME -> {
        find.apply(fact.session())
            .ifPresent(
                session ->
                    session.link(
                        new Link(source, fact.session(), fact.at(), Confidence.DEFINITIVE)));
        if (source.equals(Link.RESUME)) {
          add(resumed, source, fact);
        }
      }
      case "clear", Link.FORK ->
          take(ends, source, fact)
              .ifPresentOrElse(
                  end -> link(find, fact.session(), source, end.session(), fact.at()),
                  () -> add(starts, source, fact));
      default -> {
        // A beginning of its own.
      }
    }
  }

  /**
   * Claude Code tells the start of a fork under the id of the session that it forks; the fork's own
   * first event is another one.
   */
  private void startedUnderAnotherId(
      Fact fact, Function<String, Optional<Session>> find, Consumer<String> takeBack) {
    List<Loose> candidates =
        resumed.stream().filter(start -> start.fits(Link.RESUME, fact)).toList();
    if (candidates.size() != 1) {
      return;
    }
    Loose origin = candidates.get(0);
    resumed.remove(origin);
    link(find, fact.session(), Link.FORK, origin.session(), fact.at());
    takeBack.accept(origin.session());
  }

  private static void link(
      Function<String, Optional<Session>> find,
      String later,
      String how,
      String earlier,
      Instant at) {
    find.apply(later)
        .ifPresent(session -> session.link(new Link(how, earlier, at, Confidence.HIGH)));
  }

  private static Optional<Loose> take(Deque<Loose> waiting, String how, Fact fact) {
    for (Iterator<Loose> all = waiting.descendingIterator(); all.hasNext(); ) {
      Loose loose = all.next();
      if (loose.fits(how, fact)) {
        all.remove();
        return Optional.of(loose);
      }
    }
    return Optional.empty();
  }

  private static void add(Deque<Loose> waiting, String how, Fact fact) {
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(new Loose(fact.session(), how, fact.cwd(), fact.at()));
  }
}
