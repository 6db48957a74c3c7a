package io.mpm.monitor.proxy.lifecycle;

import java.nio.file.Path;
import java.util.Optional;

/** The state of {@code config.yaml} when a proxy read its settings from it. */
public final class ConfigStamp {

  private final Path file;
  private final Optional<Stamp> stamp;

  /** Notes the file as it is now; to be made before it is read, or a change would be missed. */
  public ConfigStamp(Path file) {
    this.file = file;
    this.stamp = Stamp.of(file);
  }

  /**
   * Who should take the place of a proxy that cannot use what it has read; empty until it changes.
   */
  public Optional<Successor> successor() {
    return Stamp.of(file).equals(stamp)
        ? Optional.empty()
        : Optional.of(new Successor("a proxy with the settings as they are now", false));
  }
}
