package io.mpm.monitor.proxy.lifecycle;

import java.nio.file.Path;
import java.util.Optional;

/** The file that a proxy has read its settings from. */
public final class SettingsFile {

  private final Path file;
  private final Optional<Stamp> stamp;

  /** To be made before the file is read, or a change in between would be missed. */
  public SettingsFile(Path file) {
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
