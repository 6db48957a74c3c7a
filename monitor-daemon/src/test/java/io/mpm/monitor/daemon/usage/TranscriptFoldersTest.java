package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.files.RegularFile;
import io.mpm.monitor.daemon.usage.TranscriptFolders.OutsideException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptFoldersTest {

  @TempDir private Path home;
  private Path project;
  private Path secret;
  private TranscriptFolders folders;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectories(home.resolve(".claude/projects/p"));
    secret = Files.writeString(home.resolve("secret.jsonl"), "secret\n");
    folders = TranscriptFolders.of(Map.of("HOME", home.toString()), Path.of("/nowhere"));
  }

  private void assertOutside(Path path) {
    assertThatThrownBy(() -> folders.open(path))
        .isInstanceOf(OutsideException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void transcript_isOpened() throws Exception {
    Path transcript = Files.writeString(project.resolve("s.jsonl"), "x\n");
    try (SeekableByteChannel channel = folders.open(transcript)) {
      assertThat(channel.size()).isEqualTo(2);
    }
  }

  @Test
  void configDir_isOneToo() throws Exception {
    Path other = Files.createDirectories(home.resolve("work/projects/p"));
    Path transcript = Files.writeString(other.resolve("s.jsonl"), "x\n");
    assertOutside(transcript);
    TranscriptFolders both =
        TranscriptFolders.of(
            Map.of("HOME", home.toString(), "CLAUDE_CONFIG_DIR", home.resolve("work").toString()),
            Path.of("/nowhere"));
    both.open(transcript).close();
    both.open(Files.writeString(project.resolve("s.jsonl"), "x\n")).close();
  }

  @Test
  void anythingElse_isOutside() throws Exception {
    Files.writeString(project.resolve("notes.txt"), "x");
    assertOutside(secret);
    assertOutside(Path.of("/etc/passwd"));
    assertOutside(Path.of("s.jsonl"));
    assertOutside(project.resolve("notes.txt"));
    assertOutside(Path.of(project + "/../../../secret.jsonl"));
    assertOutside(Path.of(home + "/.claude/projects-of-others/s.jsonl"));
  }

  @Test
  void linksOut_areRefused() throws Exception {
    Path link = Files.createSymbolicLink(project.resolve("link.jsonl"), secret);
    assertOutside(link);
    Path folder = Files.createSymbolicLink(home.resolve(".claude/projects/out"), home);
    assertOutside(folder.resolve("secret.jsonl"));
  }

  @Test
  void projectsFolderBehindALink_isTheRealOne() throws Exception {
    Path real = Files.createDirectories(home.resolve("disk/projects/p"));
    Path claude = Files.createDirectories(home.resolve("other/.claude"));
    Files.createSymbolicLink(claude.resolve("projects"), real.getParent());
    Files.writeString(real.resolve("s.jsonl"), "x\n");
    TranscriptFolders linked =
        TranscriptFolders.of(Map.of("HOME", home.resolve("other").toString()), Path.of("/nowhere"));
    linked.open(claude.resolve("projects/p/s.jsonl")).close();
  }

  @Test
  void folderOrPipe_isNoRegularFile() throws Exception {
    Path directory = Files.createDirectory(project.resolve("d.jsonl"));
    assertThatThrownBy(() -> folders.open(directory))
        .isInstanceOf(RegularFile.RefusedException.class);
    Path pipe = project.resolve("pipe.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> folders.open(pipe)).isInstanceOf(RegularFile.RefusedException.class);
  }

  @Test
  void missing_isMissing() {
    assertThatThrownBy(() -> folders.open(project.resolve("none.jsonl")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void agents_lieBesideTheSession() throws Exception {
    Path transcript = Files.writeString(project.resolve("s.jsonl"), "");
    assertThat(folders.agentsOf(transcript)).isEmpty();
    Path subagents = Files.createDirectories(project.resolve("s/subagents"));
    Path agent = Files.writeString(subagents.resolve("agent-a1.jsonl"), "");
    Files.writeString(subagents.resolve("agent-a1.meta.json"), "");
    assertThat(folders.agentsOf(transcript)).containsExactly(agent);
    assertThat(TranscriptFolders.agentOf(agent)).isEqualTo("a1");
  }
}
