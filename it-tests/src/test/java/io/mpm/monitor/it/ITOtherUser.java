package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.Commands;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the same machine, who knows where everything lies. */
class ITOtherUser {

  private static final List<String> BECOME_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  /** What somebody's command came to. */
  private record Outcome(int exitCode, String said) {}

  @BeforeEach
  void install() throws IOException {
    // Nothing but our own permissions must keep him out.
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    mpm = new Installation(temporary);
  }

  private Outcome as(boolean nobody, String script) throws Exception {
    List<String> command = new ArrayList<>(nobody ? BECOME_NOBODY : List.of());
    command.addAll(List.of("bash", "-c", script, mpm.home().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().putAll(mpm.environment());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), said);
  }

  private static boolean canBecomeNobody() throws Exception {
    List<String> command = new ArrayList<>(BECOME_NOBODY);
    command.add("true");
    try {
      String refusal = Commands.run(command);
      if (refusal.isEmpty()) {
        return true;
      }
      System.out.println("nobody else asks: " + refusal);
    } catch (IOException e) {
      System.out.println("nobody else asks: there is no setpriv: " + e.getMessage());
    }
    return false;
  }

  @Test
  void a19_anotherUser_readsAndWritesNothingAndIsRefusedWithoutTheToken() throws Exception {
    Needs.that(canBecomeNobody(), "only root can become another user");
    mpm.monitord("start").succeeded();
    mpm.hook("pre-tool", "{\"session_id\":\"owner\"}".getBytes(StandardCharsets.UTF_8)).succeeded();
    await().until(() -> mpm.health().path("events_stored").asInt() == 1);

    for (String attempt :
        List.of(
            "ls \"$0\"",
            "cat \"$0/token\"",
            "ls \"$0/spool\"",
            "ls \"$0/run\"",
            "cat \"$0/run/daemon.json\"",
            "cat \"$0/run/proxy.pid\"",
            "cat \"$0/run/proxy.lock\"",
            "cat \"$0/logs/daemon.0.log\"",
            "cat \"$0/logs/proxy.0.log\"",
            "echo '{}' >\"$0/spool/note\" && rm \"$0/spool/note\"",
            "mv \"$0\" \"$0-moved\" && mv \"$0-moved\" \"$0\"",
            "kill -0 " + mpm.daemon().orElseThrow().pid(),
            "kill -0 " + mpm.proxy().orElseThrow().pid())) {
      assertThat(as(false, attempt).exitCode()).as("the owner: %s", attempt).isZero();
      Outcome refused = as(true, attempt);
      assertThat(refused.exitCode()).as("%s: %s", attempt, refused.said()).isNotZero();
      assertThat(refused.said()).doesNotContain(mpm.tokenOnDisk());
    }
  }

  @Test
  void a19_anotherUsersRequests_needTheToken() throws Exception {
    Needs.that(canBecomeNobody(), "only root can become another user");
    mpm.monitord("start").succeeded();
    String post =
        """
        exec 3<>/dev/tcp/127.0.0.1/%1$d
        printf 'POST %2$s HTTP/1.1\\r\\nHost: 127.0.0.1:%1$d\\r\\n%3$sContent-Type: application/json\\r\\n' >&3
        printf 'Content-Length: 2\\r\\nConnection: close\\r\\n\\r\\n{}' >&3
        cat <&3
        """;
    String hook = post.formatted(mpm.port(), "/hooks/pre-tool", "");
    String shutdown = post.formatted(mpm.port(), "/api/v1/shutdown", "");
    assertThat(as(true, hook).said()).startsWith("HTTP/1.1 401");
    assertThat(as(true, shutdown).said()).startsWith("HTTP/1.1 401");
    assertThat(mpm.health().path("events_received").asInt()).isZero();

    String token = "Authorization: Bearer " + mpm.tokenOnDisk() + "\\r\\n";
    String allowed = post.formatted(mpm.port(), "/hooks/pre-tool", token);
    assertThat(as(true, allowed).said()).startsWith("HTTP/1.1 204");
  }

  @Test
  void a19_anotherUsersHookIntoThisHome_isSilentAndLeavesNothing() throws Exception {
    Needs.that(canBecomeNobody(), "only root can become another user");
    mpm.monitord("start").succeeded();
    // He may not be able to reach our installation.
    Path script = Files.copy(mpm.bin("mpm-hook"), temporary.resolve("mpm-hook"));
    Outcome hook = as(true, "echo '{\"session_id\":\"nobody\"}' | sh " + script + " pre-tool");
    assertThat(hook).isEqualTo(new Outcome(0, ""));
    assertThat(mpm.spooled()).isEmpty();
    assertThat(mpm.health().path("events_received").asInt()).isZero();
  }
}
