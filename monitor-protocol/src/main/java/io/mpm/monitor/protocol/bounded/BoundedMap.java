package io.mpm.monitor.protocol.bounded;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its eldest entry when one more comes than it may hold. For one thread. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  private BoundedMap(int most, boolean byAccess) {
    super(16, 0.75f, byAccess);
    if (most < 1) {
      throw new IllegalArgumentException("a bounded map holds 1 entry or more: " + most);
    }
    this.most = most;
  }

  /** An empty map whose eldest entry is the one that was put first. */
  public static <K, V> BoundedMap<K, V> byInsertion(int most) {
    return new BoundedMap<>(most, false);
  }

  /** An empty map whose eldest entry is the one that was put or read longest ago. */
  public static <K, V> BoundedMap<K, V> byAccess(int most) {
    return new BoundedMap<>(most, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
