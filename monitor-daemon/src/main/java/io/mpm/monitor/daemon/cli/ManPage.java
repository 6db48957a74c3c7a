package io.mpm.monitor.daemon.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what {@code --help} says of a command as a page of {@code man}. Pure. */
final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The name of its file, such as {@code mpm-monitord-start.1}. */
  static String fileName(CommandSpec command) {
    return command.qualifiedName("-") + ".1";
  }

  /** The page. */
  static String of(CommandSpec command, String version) {
    ManPage page = new ManPage();
    page.write(command, version);
    return page.page.toString();
  }

  private void write(CommandSpec command, String version) {
    String name = command.qualifiedName("-");
    request("TH %s 1 \"\" \"MPM Monitor %s\"".formatted(name.toUpperCase(Locale.ROOT), version));
    request("SH NAME");
    text(name + " - " + sentence(command));
    request("SH SYNOPSIS");
    String synopsis = command.commandLine().getHelp().synopsis(0);
    text(synopsis.strip().replaceAll("\\s+", " "));
    request("SH DESCRIPTION");
    text(String.join(" ", command.usageMessage().description()));
    list("OPTIONS", arguments(command));
    list("COMMANDS", commands(command));
    examples(command);
    request("SH EXIT STATUS");
    text(
        "0 done; 1 failed; 2 wrong arguments; 3 no monitor runs; 4 another one has this home."
            + " A command that runs another program ends as that one does.");
    request("SH SEE ALSO");
    text("mpm-monitord(1), mpm-hook(1)");
  }

  private static String sentence(CommandSpec command) {
    return Stream.of(command.usageMessage().description()).findFirst().orElse("");
  }

  private static List<Entry> arguments(CommandSpec command) {
    Stream<ArgSpec> all =
        Stream.concat(command.positionalParameters().stream(), command.options().stream());
    return all.filter(argument -> !argument.hidden()).map(ManPage::entry).toList();
  }

  private static Entry entry(ArgSpec argument) {
    String label = argument.arity().max() > 0 ? argument.paramLabel() : "";
    String names = argument instanceof OptionSpec option ? String.join(", ", option.names()) : "";
    return new Entry((names + " " + label).strip(), String.join(" ", argument.description()));
  }

  private static List<Entry> commands(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .map(each -> new Entry(each.qualifiedName("-") + "(1)", sentence(each)))
        .toList();
  }

  private record Entry(String term, String meaning) {}

  private void list(String title, List<Entry> entries) {
    if (!entries.isEmpty()) {
      request("SH " + title);
    }
    for (Entry entry : entries) {
      request("TP");
      line("\\fB" + escaped(entry.term()) + "\\fR");
      text(entry.meaning());
    }
  }

  private void examples(CommandSpec command) {
    List<String> lines =
        Stream.of(command.usageMessage().footer())
            .filter(line -> line.startsWith("  "))
            .map(String::strip)
            .toList();
    if (!lines.isEmpty()) {
      request("SH EXAMPLES");
      request("nf");
      lines.forEach(this::text);
      request("fi");
    }
  }

  private void request(String request) {
    line("." + request);
  }

  private void text(String text) {
    // A line that begins with a dot or a quote would be an order to the formatter.
    line("\\&" + escaped(text.replace("%n", " ")));
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(
            character ->
                switch (character) {
                  case '\\' -> "\\e";
                  case '-' -> "\\-";
                  case '\'' -> "\\(aq";
                  case '`' -> "\\(ga";
                  default -> Character.toString(character);
                })
        .collect(Collectors.joining());
  }
}
