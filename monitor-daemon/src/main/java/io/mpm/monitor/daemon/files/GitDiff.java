package io.mpm.monitor.daemon.files;

import java.time.Instant;
import java.util.Optional;

/**
 * What git knows of the changes to a file.
 *
 * @param method how it was found, in claude-mpm's words
 * @param commit the commit that made it; empty for changes that are in none yet
 * @param diff git's own text
 */
record GitDiff(String method, String commit, String diff) {

  private static final String[] SAFE = {"--no-ext-diff", "--no-textconv", "--no-color"};

  /**
   * The change that belongs to a moment: the first commit after it, else what is not committed yet,
   * else the last commit.
   */
  static Optional<GitDiff> of(Git git, String path, Optional<Instant> moment) throws Refused {
    if (moment.isPresent()) {
      Optional<GitDiff> then =
          commit(git, path, "timestamp_based", "--reverse", "--since=" + moment.get());
      if (then.isPresent()) {
        return then;
      }
    }
    Optional<GitDiff> now = uncommitted(git, path);
    return now.isPresent() ? now : commit(git, path, "latest_commit", "--max-count=1");
  }

  private static Optional<GitDiff> uncommitted(Git git, String path) throws Refused {
    Git.Answer unstaged = diff(git, path, "--no-relative");
    Git.Answer staged = diff(git, path, "--cached");
    if (unstaged.isGoodAndSaysSomething() && staged.isGoodAndSaysSomething()) {
      return Optional.of(new GitDiff("working_directory", "", diff(git, path, "HEAD").output()));
    }
    if (unstaged.isGoodAndSaysSomething()) {
      return Optional.of(new GitDiff("unstaged_changes", "", unstaged.output()));
    }
    return staged.isGoodAndSaysSomething()
        ? Optional.of(new GitDiff("staged_changes", "", staged.output()))
        : Optional.empty();
  }

  private static Git.Answer diff(Git git, String path, String what) throws Refused {
    return git.run("diff", SAFE[0], SAFE[1], SAFE[2], what, "--", path);
  }

  private static Optional<GitDiff> commit(Git git, String path, String method, String... which)
      throws Refused {
    String order = which[0];
    String more = which.length > 1 ? which[1] : "--no-decorate";
    Git.Answer log = git.run("log", "--format=%H", order, more, "--", path);
    if (!log.isGoodAndSaysSomething()) {
      return Optional.empty();
    }
    String hash = log.output().lines().findFirst().orElse("");
    Git.Answer shown =
        git.run("show", "--format=fuller", SAFE[0], SAFE[1], SAFE[2], hash, "--", path);
    return shown.isGoodAndSaysSomething()
        ? Optional.of(new GitDiff(method, hash, shown.output()))
        : Optional.empty();
  }
}
