package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.usage.Owners.Teller;
import io.mpm.monitor.daemon.usage.TranscriptFolders.OutsideException;
import io.mpm.monitor.daemon.usage.TranscriptLine.BrokenOff;
import io.mpm.monitor.daemon.usage.TranscriptLine.Compacted;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts along with the transcripts of one session. One thread. */
final class SessionMeter {

  private final String session;
  private final TranscriptFolders folders;
  private final PriceTable prices;
  private final Owners owners;
  private final Witness witness;
  private final Map<Path, Transcript> transcripts = new LinkedHashMap<>();
  private final Teller early;
  private final Teller present;
  private Ledger ledger;
  private Instant started = Instant.MAX;
  private Instant copiedUntil = Instant.MIN;
  private String copiedFrom = "";
  private long badLines;
  private String problem = "";

  SessionMeter(
      String session,
      TranscriptFolders folders,
      PriceTable prices,
      Owners owners,
      Witness witness) {
    this.session = session;
    this.folders = folders;
    this.prices = prices;
    this.owners = owners;
    this.witness = witness;
    this.early = new Teller(session, false);
    this.present = new Teller(session, true);
    this.ledger = new Ledger(prices);
  }

  /**
   * Reads what is new in the transcripts that {@code summary} names.
   *
   * @return whether there is more than one look takes
   */
  boolean look(SessionSummary summary) {
    problem = "";
    started = summary.started();
    String named = summary.transcript();
    try {
      if (!named.isEmpty()) {
        transcripts.computeIfAbsent(Path.of(named), path -> new Transcript(Fact.MAIN));
      }
    } catch (InvalidPathException e) {
      problem = "transcript_path is no path of this machine";
    }
    transcripts.entrySet().stream()
        .filter(known -> known.getValue().agentId().equals(Fact.MAIN))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::findAgents);
    boolean more = false;
    for (Map.Entry<Path, Transcript> each : transcripts.entrySet()) {
      Transcript.Look look = read(each.getKey(), each.getValue());
      if (look == Transcript.Look.REPLACED) {
        startAnew();
        return true;
      }
      more |= look == Transcript.Look.MORE;
    }
    return more;
  }

  private void findAgents(Path main) {
    try {
      for (Path agent : folders.agentsOf(main)) {
        transcripts.computeIfAbsent(agent, path -> new Transcript(TranscriptFolders.agentOf(path)));
      }
    } catch (IOException e) {
      problem = "the transcripts of agents cannot be listed: " + e;
    } catch (OutsideException e) {
      problem = e.reason();
    }
  }

  private Transcript.Look read(Path path, Transcript transcript) {
    try (SeekableByteChannel file = folders.open(path)) {
      return transcript.isNews(file.size())
          ? transcript.read(file, line -> count(line, transcript))
          : Transcript.Look.DONE;
    } catch (NoSuchFileException e) {
      // Claude Code writes it late, and cleans up after a month: what was counted stays so.
      return Transcript.Look.DONE;
    } catch (IOException e) {
      problem = "cannot be read: " + e;
      return Transcript.Look.DONE;
    } catch (OutsideException e) {
      problem = e.reason();
      return Transcript.Look.DONE;
    }
  }

  private void count(byte[] line, Transcript transcript) {
    TranscriptLine told = TranscriptLine.read(line, transcript.agentId());
    if (told == TranscriptLine.NoAnswer.SENSELESS) {
      badLines++;
    } else if (told instanceof ModelAnswer answer) {
      count(answer);
    } else if (told instanceof Compacted compacted) {
      ledger.compacted(compacted.agentId(), compacted.at());
    } else if (told instanceof BrokenOff off && !off.at().isBefore(started)) {
      // What is older was copied from the session that this one is a fork of.
      witness.saw(new Interruption(session, off.agentId(), off.at()));
    }
  }

  private void count(ModelAnswer answer) {
    boolean before = answer.at().isBefore(started);
    Teller owner = owners.of(answer.key(), before ? early : present);
    // What was answered since it began is its own: not every service gives ids that are unique.
    if (!before || owner.session().equals(session)) {
      ledger.add(answer);
    } else if (owner.present() && !answer.at().isBefore(copiedUntil)) {
      // A fork of a fork has answers of both: it goes on where the newest was given.
      copiedUntil = answer.at();
      copiedFrom = owner.session();
    }
  }

  private void startAnew() {
    transcripts.replaceAll((path, transcript) -> new Transcript(transcript.agentId()));
    ledger = new Ledger(prices);
    badLines = 0;
  }

  /** What has been counted, under no version yet. */
  SessionUsage usage(SessionSummary summary) {
    LocalDate pricesOf =
        ledger.spendings().stream()
            .flatMap(spending -> prices.of(spending.model()).stream())
            .map(ModelPrice::date)
            .min(LocalDate::compareTo)
            .orElse(null);
    long longLines = transcripts.values().stream().mapToLong(Transcript::longLines).sum();
    return new SessionUsage(
        session,
        0,
        ledger.spendings(),
        ledger.contexts(summary.model()),
        pricesOf,
        copiedFrom,
        badLines + longLines,
        problem);
  }
}
