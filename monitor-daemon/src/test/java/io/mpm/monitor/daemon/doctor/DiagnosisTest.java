package io.mpm.monitor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private record Fixed(String subject, Finding finding) implements Check {
    @Override
    public List<Finding> run() {
      return List.of(finding);
    }
  }

  private record Unreadable(String subject) implements Check {
    @Override
    public List<Finding> run() throws IOException {
      throw new IOException("/x: permission denied");
    }
  }

  @Test
  void examine_aCheckThatCannotBeMadeIsAProblem() throws Exception {
    Diagnosis diagnosis =
        new Doctor(List.of(new Unreadable("disk"), new Fixed("java", Finding.ok("Java 17"))))
            .examine();

    assertThat(diagnosis.works()).isFalse();
    assertThat(diagnosis.toText())
        .contains("problem  disk         cannot be looked at: /x: permission denied", "→ ")
        .contains("ok       java         Java 17")
        .endsWith("1 problem, 0 warnings\n");
  }

  private record Broken(String subject) implements Check {
    @Override
    public List<Finding> run() {
      throw new IllegalStateException("s3cr3t");
    }
  }

  @Test
  void examine_aCheckThatBreaksIsAProblem_andTheOthersAreMade() throws Exception {
    Diagnosis diagnosis =
        new Doctor(List.of(new Broken("clock"), new Fixed("java", Finding.ok("Java 17"))))
            .examine();

    assertThat(diagnosis.toText())
        .contains("the check itself failed: java.lang.IllegalStateException", "Java 17")
        .doesNotContain("s3cr3t");
  }

  @Test
  void works_warningsAreNoProblem() throws Exception {
    Diagnosis diagnosis =
        new Doctor(List.of(new Fixed("spool", Finding.warning("2 wait", "start it")))).examine();

    assertThat(diagnosis.works()).isTrue();
    assertThat(diagnosis.toJson().toString())
        .isEqualTo(
            "{\"works\":true,\"findings\":[{\"check\":\"spool\",\"level\":\"warning\","
                + "\"what\":\"2 wait\",\"remedy\":\"start it\"}]}");
  }

  @Test
  void finding_withoutRemedyIsRefused() {
    assertThatThrownBy(() -> Finding.problem("it is broken", ""))
        .hasMessage("a finding without a remedy: it is broken");
  }
}
