package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.claude.Concern;
import io.mpm.monitor.daemon.claude.Concerns;
import io.mpm.monitor.daemon.claude.HookSurroundings;
import io.mpm.monitor.daemon.claude.NamedHome;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.claude.SettingsSurvey.Content;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each settings file that a session started here reads, the one with the last word first. */
record ClaudeCheck(ClaudeFolders folders, MonitorHome home, Map<String, String> environment)
    implements Check {

  @Override
  public String subject() {
    return "claude";
  }

  @Override
  public List<Finding> run() throws IOException {
    SettingsSurvey survey = SettingsSurvey.of(folders);
    List<Finding> findings = new ArrayList<>();
    for (SettingsSurvey.Found file : survey.files()) {
      if (file.content() instanceof Content.Sound sound) {
        findings.add(
            Finding.ok(
                "%s: %s, %d of them ours"
                    .formatted(
                        file.path(),
                        Counted.of(sound.settings().hooks().size(), "hook"),
                        sound.settings().ours().size())));
      }
    }
    if (survey.ours().isEmpty()) {
      findings.add(
          Finding.warning(
              "our hooks are in no settings file that a session started here reads",
              "`mpm-monitord install`, unless our plugin is enabled"));
    }
    new NamedHome(home, environment, survey)
        .note()
        .ifPresent(note -> findings.add(Finding.ok("note: " + note)));
    for (Concern concern : Concerns.of(survey, HookSurroundings.of(home, environment))) {
      findings.add(
          concern.fatal()
              ? Finding.problem(concern.problem(), concern.remedy())
              : Finding.warning(concern.problem(), concern.remedy()));
    }
    return findings;
  }
}
