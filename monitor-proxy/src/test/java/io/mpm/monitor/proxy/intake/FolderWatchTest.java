package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderWatchTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void await_newFile(boolean polling) throws Exception {
    Path folder = Files.createDirectory(root.resolve("spool"));
    try (FolderWatch watch = watch(polling, folder)) {
      watch.await(Duration.ZERO);
      assertThat(watch.await(Duration.ofMillis(1))).isEmpty();
      Files.writeString(folder.resolve("a"), "x");

      assertThat(watch.await(LONG)).containsExactly(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void await_folderThatComesLater(boolean polling) throws Exception {
    Path folder = root.resolve("spool");
    try (FolderWatch watch = watch(polling, folder)) {
      watch.await(Duration.ZERO);
      Files.createDirectory(folder);

      assertThat(watch.await(LONG)).containsExactly(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_endsTheWait(boolean polling) throws Exception {
    FolderWatch watch = watch(polling, root);
    watch.await(Duration.ZERO);
    CompletableFuture<Set<Path>> waiting = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                waiting.complete(watch.await(LONG));
              } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });
    thread.start();

    watch.close();

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
    thread.join();
  }

  @Test
  void systemThatGivesNoMoreWatches_isNotNeeded() throws Exception {
    Path folder = Files.createDirectory(root.resolve("spool"));
    WatchChoice.Services used =
        () -> {
          throw new IOException("User limit of inotify instances reached or too many open files");
        };
    try (FolderWatch watch = WatchChoice.of(used, Set.of(folder))) {
      watch.await(Duration.ZERO);
      Files.writeString(folder.resolve("a"), "x");

      assertThat(watch.await(LONG)).containsExactly(folder);
    }
  }

  @Test
  void close_whereTheSystemFails_isDone() throws Exception {
    FolderWatch watch = new NotifiedWatch(new UnclosableService(), Set.of(root.resolve("later")));

    assertThatCode(watch::close).doesNotThrowAnyException();
  }

  private static final class UnclosableService implements WatchService {

    @Override
    public void close() throws IOException {
      throw new IOException("it does not close");
    }

    @Override
    public @Nullable WatchKey poll() {
      return null;
    }

    @Override
    public @Nullable WatchKey poll(long timeout, TimeUnit unit) {
      return null;
    }

    @Override
    public WatchKey take() {
      throw new UnsupportedOperationException("nobody waits for ever");
    }
  }

  private static FolderWatch watch(boolean polling, Path folder) throws Exception {
    return polling ? new PollingWatch(Set.of(folder)) : FolderWatch.of(folder);
  }
}
