package io.mpm.monitor.hook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mpm.monitor.hook.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no hook may ever do, read off the code itself. */
class HookContractTest {

  private static final Path SCRIPTS = Path.of("src/main/sh");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackagesOf(HookMain.class);

  @Test
  void h10_onlyTheProgramsEntryEndsTheProcess() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(HookMain.class)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void h10_nothingIsPrintedButThroughTheCommand() {
    // The entry says what a command could not print, and nothing of an event.
    noClasses()
        .that()
        .doNotBelongToAnyOf(HookMain.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(classes);
  }

  @Test
  void h10_hotPathKnowsTheJdkAndTheNamesOfOurFilesOnly() {
    noClasses()
        .that()
        .belongToAnyOf(HotPath.class, SpoolWriter.class, ProxyStarter.class)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..", "io.mpm.monitor.hook", "io.mpm.monitor.protocol.home", "org.jspecify..")
        .check(classes);
  }

  @Test
  void p11_flush_waitsOnAClockThatNobodySets() {
    noClasses()
        .that()
        .belongToAnyOf(FlushCommand.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, InstantSource.class, Instant.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(classes);
  }

  @Test
  void h10_scriptHasNoOtherExitCodeThanZero() throws Exception {
    String script = Files.readString(SCRIPTS.resolve("mpm-hook"));
    List<String> exits =
        Pattern.compile("\\bexit\\b.?.?")
            .matcher(script.replaceAll("(?m)^ *#.*$", ""))
            .results()
            .map(match -> match.group())
            .toList();

    assertThat(exits).isNotEmpty().allMatch(exit -> exit.equals("exit 0"));
    assertThat(script).contains("\ntrap 'exit 0' 0\n");
  }

  @Test
  void scriptsCommands_areThoseOfTheProgram() throws Exception {
    String script = Files.readString(SCRIPTS.resolve("mpm-hook"));
    String words = script.replaceAll("(?s).*case \\$word in\\s+([^)]*)\\) task=run.*", "$1");

    assertThat(words.split(" \\| ", -1)).containsExactlyInAnyOrderElementsOf(HotPath.COMMANDS);
    assertThat(HotPath.COMMANDS)
        .containsAll(HookCommand.commandLine(Map.of()).getSubcommands().keySet())
        .doesNotContainAnyElementsOf(HookWords.ALL_AND_AN_INVENTED_ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpm-hook", "launch.sh", "../c/build.sh"})
  void script_isCleanForShellcheck(String script) throws Exception {
    Shells.needs(Shells.which("shellcheck").isPresent(), "no shellcheck");
    Process check =
        new ProcessBuilder("shellcheck", "-s", "sh", SCRIPTS.resolve(script).toString()).start();
    check.getOutputStream().close();

    assertThat(Installation.await(check)).isEqualTo(new Result(0, "", ""));
  }
}
