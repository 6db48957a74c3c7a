package io.mpm.monitor.daemon.doctor;

import java.util.List;

/** Whether our own settings, and the files beside them, let a daemon and a proxy start. */
record ConfigCheck(Readiness readiness) implements Check {

  @Override
  public String subject() {
    return "config";
  }

  @Override
  public List<Finding> run() {
    List<String> problems = readiness.problems();
    String remedy =
        "correct it; %s lists all keys"
            .formatted(readiness.install().resolve("docs/configuration.md"));
    return problems.isEmpty()
        ? List.of(Finding.ok("the settings are in order; `mpm-monitord config` shows them"))
        : problems.stream().map(problem -> Finding.problem(problem, remedy)).toList();
  }
}
