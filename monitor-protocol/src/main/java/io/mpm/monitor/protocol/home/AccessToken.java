package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What shows that a client is run by the owner of this home: 256 random bits, kept in a file that
 * only they can read. It stays the same over restarts, so that hook settings and open pages keep
 * working, until they ask for a new one.
 */
public final class AccessToken {

  /** The variable that holds the token for a daemon that is not this home's. */
  public static final String VARIABLE = "MPM_MONITOR_TOKEN";

  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String value;

  /**
   * The token of that text.
   *
   * @throws IllegalArgumentException when it has not the shape of a token; the message does not
   *     hold it
   */
  public AccessToken(String value) {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an access token has 43 letters, digits, - or _; this text has "
              + value.length()
              + " characters");
    }
    this.value = value;
  }

  /** A token that nobody has seen yet. */
  public static AccessToken random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * The token in {@code file}.
   *
   * @throws NoSuchFileException when there is no such file yet
   * @throws IOException when it cannot be read, holds no token, or holds one that others may know:
   *     somebody else owns the file or could open it
   */
  public static AccessToken read(Path file) throws IOException {
    if (!PrivateFiles.isPrivate(file)) {
      throw new IOException(
          file + " was open to others; `mpm-monitord token --rotate` makes a new token");
    }
    try {
      return new AccessToken(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " holds no access token; `mpm-monitord token --rotate` makes a new one", e);
    }
  }

  /**
   * The token in {@code file}, put there first when there is none, and put there anew when others
   * may know the old one. All who call this at once get the same token.
   */
  public static AccessToken readOrCreate(Path file) throws IOException {
    try {
      return PrivateFiles.isPrivate(file) ? read(file) : rotate(file);
    } catch (NoSuchFileException e) {
      AccessToken fresh = random();
      return PrivateFiles.writeIfAbsent(file, fresh.value + "\n") ? fresh : read(file);
    }
  }

  /** Puts a new token into {@code file}; the old one is worth nothing from then on. */
  public static AccessToken rotate(Path file) throws IOException {
    AccessToken fresh = random();
    PrivateFiles.write(file, fresh.value + "\n");
    return fresh;
  }

  /** Whether {@code candidate} is this token; takes the same time wherever they differ. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** The token itself. Goes into a request or to its owner's eyes, nowhere else. */
  public String reveal() {
    return value;
  }

  /** Not the token: this may end in a log. */
  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
