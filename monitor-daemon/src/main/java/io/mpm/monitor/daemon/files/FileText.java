package io.mpm.monitor.daemon.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file's bytes as text.
 *
 * @param encoding {@code utf-8}, or {@code latin-1} for what is not that
 */
record FileText(String content, String encoding) {

  static FileText of(byte[] bytes) throws Refused {
    for (byte b : bytes) {
      if (b == 0) {
        throw new Refused(415, "File appears to be binary and cannot be displayed as text");
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new FileText(text, "utf-8");
    } catch (CharacterCodingException e) {
      return new FileText(new String(bytes, StandardCharsets.ISO_8859_1), "latin-1");
    }
  }

  /** Such as {@code .java}; empty when the name has none. */
  static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
