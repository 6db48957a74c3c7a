package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.home.SpoolListing;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be delivered, and what was lost.
 *
 * @param elsewhere where the daemon is, when it is not this home's
 */
record SpoolCheck(MonitorHome home, Optional<DaemonUrl> elsewhere, InstantSource clock)
    implements Check {

  /** A proxy that runs takes a file on within a fraction of this. */
  private static final Duration LONG = Duration.ofMinutes(1);

  @Override
  public String subject() {
    return "spool";
  }

  @Override
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(waiting());
    ProxyRecord proxy = ProxyRecord.read(home);
    if (proxy.count("dropped") > 0) {
      findings.add(
          Finding.warning(
              Counted.were(proxy.count("dropped"), "event")
                  + " dropped, for the spool's limits or by hand",
              "keep the daemon running, or raise the spool's limits; `mpm-monitord config` names"
                  + " them"));
    }
    long aside = aside();
    if (aside > 0) {
      findings.add(
          Finding.warning(
              Counted.were(aside, "file") + " set aside, being no event",
              "look into spool/aside: beside each is a .why; delete what you do not need"));
    }
    return findings;
  }

  private Finding waiting() throws IOException {
    long count = 0;
    long bytes = 0;
    Instant oldest = Instant.MAX;
    for (Path file : new SpoolListing(home.spool()).whole()) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        count++;
        bytes += attributes.size();
        Instant written = attributes.lastModifiedTime().toInstant();
        oldest = written.isBefore(oldest) ? written : oldest;
      } catch (NoSuchFileException e) {
        // Delivered since the folder was listed.
      }
    }
    if (count == 0) {
      return Finding.ok("nothing waits");
    }
    Duration age = Duration.between(oldest, clock.instant());
    String what =
        "waiting: %s, %d bytes, the oldest for %d s"
            .formatted(Counted.of(count, "event"), bytes, age.toSeconds());
    return age.compareTo(LONG) < 0
        ? Finding.ok(what)
        : Finding.warning(
            what,
            elsewhere.isPresent()
                ? "`mpm-hook flush` sends them, or says why not"
                : "`mpm-monitord start`, then `mpm-hook flush`, which says why if not");
  }

  private long aside() throws IOException {
    return new SpoolListing(home.aside())
        .whole().stream().filter(file -> !file.toString().endsWith(".why")).count();
  }
}
