package io.mpm.monitor.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.Needs;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ServiceFileTest {

  @TempDir Path folder;

  private ServiceProgram program(String name) throws Exception {
    Path program = Files.createDirectories(folder.resolve(name)).resolve("mpm-monitord");
    Files.writeString(program, "#!/bin/sh\n");
    return new ServiceProgram(
        program, Map.of("MPM_MONITOR_HOME", folder.resolve(name + " <home> & 100%").toString()));
  }

  @Test
  void unit_staysInTheForeground_restartsOnFailure_andQuotes() throws Exception {
    ServiceFile unit = SystemdUnit.of(program("a 'b' $c %d"), Path.of("/u/.config"));

    assertThat(unit.path()).isEqualTo(Path.of("/u/.config/systemd/user/mpm-monitor.service"));
    assertThat(unit.text())
        .contains(
            "a 'b' $$c %%d/mpm-monitord\" start --foreground --unless-running\n",
            "Environment=\"MPM_MONITOR_HOME=",
            "& 100%%\"\n",
            "Restart=on-failure\n",
            "WantedBy=default.target\n");
    assertThat(unit.register().get(1))
        .containsExactly("systemctl", "--user", "enable", "mpm-monitor.service");
    assertThat(unit.start())
        .containsExactly(List.of("systemctl", "--user", "start", "mpm-monitor.service"));
  }

  @Test
  void unit_systemdFindsNothingWrongWithIt() throws Exception {
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze");
    ServiceFile unit = SystemdUnit.of(program("a 'b' $c %d"), folder);
    Path file = Files.writeString(folder.resolve(SystemdUnit.NAME), unit.text());
    ProcessBuilder verify =
        new ProcessBuilder("systemd-analyze", "--user", "verify", "--man=no", file.toString())
            .redirectErrorStream(true);
    verify.environment().put("XDG_RUNTIME_DIR", folder.toString());

    Process process = verify.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.contains(SystemdUnit.NAME))).isEmpty();
  }

  @Test
  void agent_isXmlThatHoldsWhatWasMeant() throws Exception {
    ServiceProgram program = program("a <b> & c");
    ServiceFile agent = LaunchAgent.of(program, Path.of("/u/Library"), "501");

    assertThat(agent.path()).isEqualTo(Path.of("/u/Library/LaunchAgents/io.mpm.monitor.plist"));
    assertThat(strings(agent.text()))
        .containsSubsequence(program.line())
        .contains(program.environment().get("MPM_MONITOR_HOME"));
    assertThat(program.line().subList(0, 2)).allSatisfy(file -> assertThat(Path.of(file)).exists());
    assertThat(agent.text()).contains("<key>SuccessfulExit</key>\n    <false/>");
    assertThat(agent.text()).contains("<key>ProcessType</key>\n  <string>Interactive</string>");
    assertThat(agent.start().get(0)).startsWith("launchctl", "bootstrap", "gui/501");
  }

  private static List<String> strings(String plist) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    Document document = builder.parse(new InputSource(new StringReader(plist)));
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName("string").getLength(); i++) {
      strings.add(document.getElementsByTagName("string").item(i).getTextContent());
    }
    return strings;
  }
}
