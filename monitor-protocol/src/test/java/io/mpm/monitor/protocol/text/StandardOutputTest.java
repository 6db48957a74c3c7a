package io.mpm.monitor.protocol.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private static final OutputStream FULL =
      new OutputStream() {
        @Override
        public void write(int oneByte) throws IOException {
          throw new IOException("No space left on device");
        }
      };

  private final StringWriter err = new StringWriter();

  private int exitCode(StandardOutput out, int ofCommand) {
    return out.exitCode(ofCommand, "mpm", new PrintWriter(err));
  }

  @Test
  void exitCode_allWasPrinted_isTheCommands() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    StandardOutput out = StandardOutput.to(printed, false);
    out.print("without an end of line");

    assertThat(exitCode(out, 0)).isZero();
    assertThat(exitCode(out, 3)).isEqualTo(3);
    assertThat(printed.toString(UTF_8)).isEqualTo("without an end of line");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void exitCode_somethingWasNotPrinted_isNoSuccess() {
    StandardOutput out = StandardOutput.to(FULL, false);
    out.println("lost");

    assertThat(exitCode(out, 0)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("mpm: standard output: No space left on device" + System.lineSeparator());
    assertThat(exitCode(out, 3)).isEqualTo(3);
  }

  @Test
  void exitCode_whoReadThePipeHasGone_isTheCommands() {
    StandardOutput out = StandardOutput.to(FULL, true);
    out.println("for nobody");

    assertThat(exitCode(out, 0)).isZero();
    assertThat(err.toString()).isEmpty();
  }
}
