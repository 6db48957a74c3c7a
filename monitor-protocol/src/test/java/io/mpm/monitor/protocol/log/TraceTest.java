package io.mpm.monitor.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String SECRET = "s3cr3t";

  @Test
  void unforeseen_isToldByItsClassAndPlace_withoutWhatItSays() {
    String trace = Trace.of(new NumberFormatException("For input string: " + SECRET));

    assertThat(trace)
        .startsWith("java.lang.NumberFormatException (what it says is left out)\n\tat ")
        .contains("TraceTest.unforeseen_")
        .doesNotContain(SECRET);
  }

  @Test
  void causesAndSuppressed_areToldTheSameWay() {
    Exception error = new IOException("the disk", new IllegalStateException(SECRET));
    error.addSuppressed(new JsonParseException(null, SECRET));

    assertThat(Trace.of(error))
        .contains("java.io.IOException: the disk\n", "Caused by: java.lang.IllegalStateException (")
        .contains("Suppressed: com.fasterxml.jackson.core.JsonParseException (")
        .doesNotContain(SECRET);
  }

  @Test
  void wrapper_doesNotRepeatWhatItsCauseSays() {
    Exception wrapped = new ExecutionException(new IllegalArgumentException(SECRET));

    assertThat(Trace.of(wrapped)).doesNotContain(SECRET).contains("Caused by: ");
    assertThat(Trace.of(new UncheckedIOException(new NoSuchFileException("/a/file"))))
        .contains("Caused by: java.nio.file.NoSuchFileException: /a/file");
  }

  @Test
  void errorOfTheMachine_says() {
    assertThat(Trace.of(new OutOfMemoryError("Java heap space"))).contains("Java heap space");
  }

  @Test
  void withoutAMessage_isItsClass() {
    assertThat(Trace.of(new IllegalStateException()))
        .startsWith("java.lang.IllegalStateException\n");
  }

  @Test
  void causeOfItself_ends() {
    IOException one = new IOException("one");
    one.initCause(new IOException("two", one));

    assertThat(Trace.of(one).lines().filter(line -> line.contains("IOException: one")))
        .hasSizeLessThan(20);
  }
}
