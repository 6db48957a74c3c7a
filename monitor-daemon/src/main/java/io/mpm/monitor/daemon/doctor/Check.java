package io.mpm.monitor.daemon.doctor;

import java.io.IOException;
import java.util.List;

/** One thing that must be right. Changes nothing that it looks at. */
interface Check {

  /** What it is about, in one word. */
  String subject();

  /** What it has found, at least one finding. */
  List<Finding> run() throws IOException, InterruptedException;
}
