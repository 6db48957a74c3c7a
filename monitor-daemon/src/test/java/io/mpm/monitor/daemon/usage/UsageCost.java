package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.model.facts.Fact;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints how fast a long transcript is counted. Run it, it is no test. */
final class UsageCost {

  private static final int COPIES = 2_000;

  private UsageCost() {}

  public static void main(String[] args) throws IOException {
    List<String> recorded =
        Files.readAllLines(
            Path.of("src/test/resources/transcripts", RecordedTranscripts.SESSION + ".jsonl"));
    Path file = Files.createTempFile("transcript", ".jsonl");
    try {
      write(file, recorded);
      long bytes = Files.size(file);
      for (int round = 0; round < 6; round++) {
        long begin = System.nanoTime();
        Ledger ledger = new Ledger(PriceFile.builtIn());
        count(file, ledger);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%.1f MB, %d lines in %.2f s: %.0f MB/s, %.1f us a line; %d answers%n",
            bytes / 1e6,
            COPIES * recorded.size(),
            seconds,
            bytes / 1e6 / seconds,
            seconds * 1e6 / (COPIES * recorded.size()),
            ledger.spendings().get(0).answers());
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, List<String> recorded) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int copy = 0; copy < COPIES; copy++) {
        for (String line : recorded) {
          writer.write(line.replace("\"msg_", "\"msg_" + copy + "_"));
          writer.newLine();
        }
      }
    }
  }

  private static void count(Path file, Ledger ledger) throws IOException {
    Transcript transcript = new Transcript(Fact.MAIN);
    Owners owners = new Owners();
    Owners.Teller teller = new Owners.Teller("s", true);
    Transcript.Look look = Transcript.Look.MORE;
    while (look == Transcript.Look.MORE) {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        look =
            transcript.read(
                channel,
                line -> {
                  TranscriptLine told = TranscriptLine.read(line, Fact.MAIN);
                  if (told instanceof ModelAnswer answer
                      && owners.of(answer.key(), teller).equals(teller)) {
                    ledger.add(answer);
                  }
                });
      }
    }
  }
}
