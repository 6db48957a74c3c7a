package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What events say of their session in passing. An older event that comes late does not overwrite
 * what a newer one said. One thread.
 */
final class About {

  private static final int TITLE_CHARS = 80;
  private static final int MAX_LINKS = 32;

  private Instant lastActivity;
  private Instant started;
  private String title = "";
  private Instant titledAt = Instant.MAX;
  private Instant namedAt = Instant.MIN;
  private String cwd = "";
  private String model = "";
  private String permissionMode = "";
  private String transcript = "";
  private String endReason = "";
  private Instant endedAt = Instant.MIN;
  private String lastPromptId = "";
  private long events;
  private long prompts;
  private long failures;
  private final List<Link> links = new ArrayList<>();

  About(Instant firstSeen) {
    this.lastActivity = firstSeen;
    this.started = firstSeen;
  }

  void fold(Fact fact, boolean ofMain) {
    events++;
    if (fact.is("SessionSilent") || fact.is("SessionForked")) {
      // They say that it was not at work.
      return;
    }
    boolean newest = !fact.at().isBefore(lastActivity);
    if (newest) {
      lastActivity = fact.at();
    }
    if (fact.at().isBefore(started)) {
      started = fact.at();
    }
    transcript = latest(transcript, Fact.path(fact.data(), "transcript_path"), newest);
    if (ofMain) {
      cwd =
          latest(
              cwd, fact.is("CwdChanged") ? Fact.path(fact.data(), "new_cwd") : fact.cwd(), newest);
      permissionMode = latest(permissionMode, fact.name("permission_mode"), newest);
    }
    switch (fact.name()) {
      case "SessionStart" -> {
        model = latest(model, fact.name("model"), newest);
        name(fact);
      }
      case "PostModelSwitch" -> model = latest(model, fact.name("to_model"), newest);
      case "UserPromptSubmit" -> {
        if (!fact.isNotification()) {
          prompted(fact);
        }
      }
      case "SessionEnd" -> ended(fact);
      case "StopFailure" -> failures++;
      default -> {
        // Says nothing of the session.
      }
    }
  }

  private static String latest(String known, String said, boolean newest) {
    return said.isEmpty() || !(newest || known.isEmpty()) ? known : said;
  }

  private void name(Fact fact) {
    String given = fact.text("session_title");
    if (!given.isEmpty() && !fact.at().isBefore(namedAt)) {
      title = ShortText.oneLine(given, TITLE_CHARS);
      namedAt = fact.at();
    }
  }

  private boolean isNamed() {
    return namedAt.isAfter(Instant.MIN);
  }

  private void ended(Fact fact) {
    if (!fact.at().isBefore(endedAt)) {
      endReason = fact.name("reason");
      endedAt = fact.at();
    }
  }

  /** A session without a name goes by its first prompt. */
  private void prompted(Fact fact) {
    String id = fact.name("prompt_id");
    if (id.isEmpty() || !id.equals(lastPromptId)) {
      prompts++;
      lastPromptId = id;
    }
    String prompt = fact.prompt();
    if (!isNamed() && fact.at().isBefore(titledAt) && !prompt.isBlank()) {
      title = ShortText.oneLine(prompt, TITLE_CHARS);
      titledAt = fact.at();
    }
  }

  void link(Link link) {
    if (links.size() < MAX_LINKS && !links.contains(link)) {
      links.add(link);
    }
  }

  void unlink(String how, Instant at) {
    links.removeIf(link -> link.how().equals(how) && link.at().equals(at));
  }

  Instant lastActivity() {
    return lastActivity;
  }

  Instant started() {
    return started;
  }

  String title() {
    return title;
  }

  String cwd() {
    return cwd;
  }

  String model() {
    return model;
  }

  String permissionMode() {
    return permissionMode;
  }

  String transcript() {
    return transcript;
  }

  String endReason() {
    return endReason;
  }

  long events() {
    return events;
  }

  long prompts() {
    return prompts;
  }

  long failures() {
    return failures;
  }

  List<Link> links() {
    return List.copyOf(links);
  }
}
