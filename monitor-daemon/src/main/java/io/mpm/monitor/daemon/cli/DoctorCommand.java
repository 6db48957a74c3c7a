package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.doctor.Diagnosis;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = {
      "Looks at everything that must be right, and says what to do where it is not.",
      "Exit code 0 when everything works, 1 when something does not. Takes a few seconds."
    },
    footer = {"", "Examples:", "  mpm-monitord doctor", "  mpm-monitord doctor --json"})
final class DoctorCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private AnswerOption answer = new AnswerOption();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Diagnosis diagnosis = surroundings.doctor().examine();
    answer.give(diagnosis.toJson(), diagnosis.toText(), surroundings);
    return diagnosis.works() ? ExitCode.OK : ExitCode.FAILED;
  }
}
