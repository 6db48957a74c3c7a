package io.mpm.monitor.daemon.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchesTest {

  @TempDir Path folder;

  private Instant now = Instant.EPOCH;
  private final Branches branches = new Branches(() -> now);

  private void head(Path git, String text) throws IOException {
    Files.createDirectories(git);
    Files.writeString(git.resolve("HEAD"), text);
  }

  @Test
  void of_folderBelowRepository_isItsBranch() throws IOException {
    head(folder.resolve(".git"), "ref: refs/heads/feature/x\n");
    Path below = Files.createDirectories(folder.resolve("src/main"));
    assertThat(branches.of(below.toString())).isEqualTo("feature/x");
  }

  @Test
  void of_detached_isTheCommit() throws IOException {
    head(folder.resolve(".git"), "0123456789abcdef0123456789abcdef01234567\n");
    assertThat(branches.of(folder.toString())).isEqualTo("0123456789ab");
  }

  @Test
  void of_worktree_isItsOwnBranch() throws IOException {
    head(folder.resolve("main/.git/worktrees/w"), "ref: refs/heads/w\n");
    Path worktree = Files.createDirectories(folder.resolve("w"));
    Files.writeString(worktree.resolve(".git"), "gitdir: ../main/.git/worktrees/w\n");
    assertThat(branches.of(worktree.toString())).isEqualTo("w");
  }

  @Test
  void of_changedBranch_isSeenAfterSomeSeconds() throws IOException {
    head(folder.resolve(".git"), "ref: refs/heads/one\n");
    assertThat(branches.of(folder.toString())).isEqualTo("one");
    head(folder.resolve(".git"), "ref: refs/heads/two\n");
    assertThat(branches.of(folder.toString())).isEqualTo("one");
    now = now.plusSeconds(11);
    assertThat(branches.of(folder.toString())).isEqualTo("two");
  }

  @Test
  void of_nothingUsable_isEmpty() throws IOException {
    head(folder.resolve(".git"), "something else\n");
    assertThat(branches.of(folder.toString())).isEmpty();
    assertThat(branches.of("")).isEmpty();
    assertThat(branches.of("not/absolute")).isEmpty();
    assertThat(branches.of("/bad\0path")).isEmpty();
  }
}
