package io.mpm.monitor.daemon.model.tools;

import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;

/** Calls as they were at one moment. A value; they are unpacked by whoever reads them. */
final class KeptCalls extends AbstractList<ToolCall> implements RandomAccess {

  private final KeptCall[] calls;

  KeptCalls(Collection<KeptCall> calls) {
    this.calls = calls.toArray(KeptCall[]::new);
  }

  @Override
  public ToolCall get(int index) {
    return calls[index].call();
  }

  @Override
  public int size() {
    return calls.length;
  }
}
