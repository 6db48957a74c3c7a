package io.mpm.monitor.protocol.settings;

import java.nio.file.Path;

/** Where a value was found. Each says itself to a user. */
public sealed interface Origin {

  /** On the command line. */
  record Flag(String option) implements Origin {
    @Override
    public String toString() {
      return "option " + option;
    }
  }

  /** In the environment. */
  record Variable(String name) implements Origin {
    @Override
    public String toString() {
      return "environment variable " + name;
    }
  }

  /** In the configuration file; lines count from 1. */
  record FileLine(Path file, int line) implements Origin {
    @Override
    public String toString() {
      return file + " line " + line;
    }
  }

  /** Nowhere: nobody set it. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
