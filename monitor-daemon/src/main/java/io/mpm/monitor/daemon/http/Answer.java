package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBuf;
import io.netty.handler.stream.ChunkedInput;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An HTTP answer before it is written. */
final class Answer {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final @Nullable Download download;
  private final Runnable afterwards;
  private final String allowed;

  /** Makes a body while it is sent. */
  interface Chunks {

    /**
     * The body, from its beginning. Called on the event loop, where its chunks are asked for too.
     *
     * @param resume has it asked for a chunk again; any thread
     */
    ChunkedInput<ByteBuf> begin(Runnable resume);
  }

  /**
   * A body that is made while it is sent.
   *
   * @param fileName what a browser is to call it
   */
  record Download(String fileName, Chunks chunks) {}

  /**
   * An answer.
   *
   * @param contentType empty for an answer without a body
   */
  Answer(int status, String contentType, byte[] body) {
    this(status, contentType, body, null, () -> {}, "");
  }

  private Answer(
      int status,
      String contentType,
      byte[] body,
      @Nullable Download download,
      Runnable afterwards,
      String allowed) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.download = download;
    this.afterwards = afterwards;
    this.allowed = allowed;
  }

  /** To a request by a method that its path does not know. */
  static Answer wrongMethod(String path, Set<String> allowed) {
    Answer answer = text(405, "this method is not for " + path);
    return new Answer(405, TEXT, answer.body, null, () -> {}, String.join(", ", allowed));
  }

  /** Lines of JSON, to be kept as a file. */
  static Answer download(String fileName, Chunks lines) {
    return new Answer(
        200,
        "application/x-ndjson; charset=utf-8",
        new byte[0],
        new Download(fileName, lines),
        () -> {},
        "");
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0]);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/json; charset=utf-8", Json.bytes(body));
  }

  /** JSON under the type of plain text. */
  static Answer plainJson(int status, JsonNode body) {
    return new Answer(status, TEXT, Json.bytes(body));
  }

  static Answer text(int status, String body) {
    return new Answer(status, TEXT, (body + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The same answer; {@code task} runs on the event loop when it is on its way. */
  Answer andThen(Runnable task) {
    return new Answer(status, contentType, body, download, task, allowed);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /** Empty when there is a {@link #download}. */
  byte[] body() {
    return body;
  }

  @Nullable Download download() {
    return download;
  }

  /** The methods that its path knows, where that is what is wrong; else empty. */
  String allowed() {
    return allowed;
  }

  /** What the client need not wait for; to be run before anything else is read from a client. */
  Runnable afterwards() {
    return afterwards;
  }
}
