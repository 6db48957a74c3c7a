package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.codec.Sha256;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a settings file held before our hooks came into it, and what it held right after: with both,
 * it can be given back to the byte. The first is the file's backup.
 *
 * @param madeFolder whether its folder came with it
 * @param before empty when there was no file
 */
record Receipt(Path settings, boolean madeFolder, Optional<String> before, String after) {

  /** A receipt for each settings file, in folders of the home, its owner's alone. */
  static final class Book {

    private static final String BACKUP = "settings-before.json";

    private final Path folder;

    Book(MonitorHome home) {
      this.folder = home.root().resolve("installed");
    }

    /** The receipt for that file, if ours are in it by us. */
    Optional<Receipt> find(Path settings) throws IOException {
      Path page = page(settings);
      try {
        JsonNode json = Json.parse(Files.readString(page.resolve("receipt.json")));
        Optional<String> before =
            json.path("existed").asBoolean()
                ? Optional.of(Files.readString(page.resolve(BACKUP)))
                : Optional.empty();
        return Optional.of(
            new Receipt(
                settings,
                json.path("made_folder").asBoolean(),
                before,
                json.path("after").asText()));
      } catch (NoSuchFileException | MalformedJsonException e) {
        return Optional.empty();
      }
    }

    /** Keeps it; returns where the backup is. */
    Path keep(Receipt receipt) throws IOException {
      Path page = page(receipt.settings());
      PrivateFiles.directory(folder);
      PrivateFiles.directory(page);
      Path backup = page.resolve(BACKUP);
      if (receipt.before().isPresent()) {
        PrivateFiles.write(backup, receipt.before().get());
      } else {
        Files.deleteIfExists(backup);
      }
      ObjectNode json =
          Json.object()
              .put("settings", receipt.settings().toString())
              .put("made_folder", receipt.madeFolder())
              .put("existed", receipt.before().isPresent())
              .put("after", receipt.after());
      PrivateFiles.write(page.resolve("receipt.json"), Json.text(json) + "\n");
      return backup;
    }

    void remove(Path settings) throws IOException {
      Path page = page(settings);
      Files.deleteIfExists(page.resolve("receipt.json"));
      Files.deleteIfExists(page.resolve(BACKUP));
      Files.deleteIfExists(page);
    }

    private Path page(Path settings) {
      return folder.resolve(digest(settings.toString()).substring(0, 16));
    }
  }

  static Receipt of(Path settings, boolean madeFolder, Optional<String> before, String after) {
    return new Receipt(settings, madeFolder, before, digest(after));
  }

  /** Whether the file is still as we left it. */
  boolean isOf(String text) {
    return after.equals(digest(text));
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
