package io.mpm.monitor.daemon.claude;

/** For whom a settings file speaks. Claude Code merges them all; hooks of each run. */
public enum SettingsScope {
  /** All projects of this user. */
  USER,
  /** Everybody who works on this project: the file is shared with its code. */
  PROJECT,
  /** This user in this project. */
  LOCAL,
  /** The whole machine, by its administrator. */
  MANAGED
}
