package io.mpm.monitor.daemon.model.files;

import org.jspecify.annotations.Nullable;

/**
 * What became of a file's lines.
 *
 * @param added null when nobody knows
 * @param removed null when nobody knows
 * @param diff hunks as {@code diff -u} writes them, without its two head lines; empty when there is
 *     nothing to show
 */
public record Change(@Nullable Integer added, @Nullable Integer removed, String diff) {

  /** The change of a call that only looks, has not ended or has failed. */
  public static final Change NONE = new Change(null, null, "");

  Change withoutDiff() {
    return new Change(added, removed, "");
  }
}
