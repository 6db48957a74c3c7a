package io.mpm.monitor.daemon.model.tools;

import io.mpm.monitor.daemon.model.files.Change;
import io.mpm.monitor.daemon.model.files.FileOp;
import io.mpm.monitor.daemon.model.files.FileOperation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as one run of bytes. As records and strings it takes twice as much, and a collector would
 * move a dozen objects of each.
 */
@SuppressWarnings("EnumOrdinal") // the bytes do not outlive the process that wrote them
final class PackedCall implements KeptCall {

  /** Beside its bytes: its id, and its places in the tables. */
  private static final long OVERHEAD_BYTES = 230;

  private static final ToolStatus[] STATUSES = ToolStatus.values();
  private static final Proof[] PROOFS = Proof.values();
  private static final Permission.Answer[] ANSWERS = Permission.Answer.values();
  private static final FileOp[] OPS = FileOp.values();

  /** The id, which is a key in the tables anyway. */
  private final String callId;

  private final byte[] rest;
  private final int diffChars;

  private PackedCall(String callId, byte[] rest, int diffChars) {
    this.callId = callId;
    this.rest = rest;
    this.diffChars = diffChars;
  }

  static PackedCall of(ToolCall call) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(512);
    try {
      write(call, new DataOutputStream(rest));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that is written", e);
    }
    return new PackedCall(call.callId(), rest.toByteArray(), new Whole(call).diffChars());
  }

  @Override
  public ToolCall call() {
    try {
      return read(callId, new DataInputStream(new ByteArrayInputStream(rest)));
    } catch (IOException e) {
      throw new UncheckedIOException("what was written can be read", e);
    }
  }

  /** The first byte. */
  @Override
  public ToolStatus status() {
    return STATUSES[rest[0]];
  }

  @Override
  public long bytes() {
    return OVERHEAD_BYTES + rest.length;
  }

  @Override
  public int diffChars() {
    return diffChars;
  }

  @Override
  public KeptCall withoutDiffs() {
    return of(call().withoutDiffs());
  }

  private static void write(ToolCall call, DataOutputStream to) throws IOException {
    Ending ending = call.ending();
    Permission permission = call.permission();
    to.writeByte(ending.status().ordinal());
    to.writeByte(ending.proof().ordinal());
    to.writeByte(permission.answer().ordinal());
    to.writeInt(call.inputHash());
    writeText(call.name(), to);
    writeText(call.agentId(), to);
    writeText(call.input(), to);
    writeTime(call.started(), to);
    writeTime(ending.at(), to);
    writeNumber(ending.durationMs(), to);
    writeText(ending.output().summary(), to);
    to.writeLong(ending.output().bytes());
    writeText(ending.reason(), to);
    writeNumber(ending.background() == null ? null : ending.background().ordinal(), to);
    writeTime(permission.askedAt(), to);
    writeNumber(permission.waitedMs(), to);
    to.writeInt(call.files().size());
    for (FileOperation file : call.files()) {
      writeText(file.path(), to);
      to.writeByte(file.op().ordinal());
      writeText(file.pattern(), to);
      writeText(file.movedTo(), to);
      writeNumber(file.change().added(), to);
      writeNumber(file.change().removed(), to);
      writeText(file.change().diff(), to);
    }
  }

  private static ToolCall read(String callId, DataInputStream from) throws IOException {
    ToolStatus status = STATUSES[from.readByte()];
    Proof proof = PROOFS[from.readByte()];
    Permission.Answer answer = ANSWERS[from.readByte()];
    int inputHash = from.readInt();
    String name = readText(from);
    String agentId = readText(from);
    String input = readText(from);
    Instant started = readTime(from);
    Instant ended = readTime(from);
    Long durationMs = readNumber(from);
    Output output = new Output(readText(from), from.readLong());
    String reason = readText(from);
    Long background = readNumber(from);
    ToolStatus stands = background == null ? null : STATUSES[background.intValue()];
    Ending ending = new Ending(status, ended, durationMs, output, reason, proof, stands);
    Permission permission = new Permission(answer, readTime(from), readNumber(from));
    List<FileOperation> files = new ArrayList<>();
    for (int left = from.readInt(); left > 0; left--) {
      files.add(readFile(from));
    }
    return new ToolCall(
        callId, name, agentId, input, inputHash, started, ending, permission, files);
  }

  private static FileOperation readFile(DataInputStream from) throws IOException {
    String path = readText(from);
    FileOp op = OPS[from.readByte()];
    String pattern = readText(from);
    String movedTo = readText(from);
    Long added = readNumber(from);
    Long removed = readNumber(from);
    Change change = new Change(lines(added), lines(removed), readText(from));
    return new FileOperation(path, op, pattern, movedTo, change);
  }

  private static @Nullable Integer lines(@Nullable Long number) {
    return number == null ? null : number.intValue();
  }

  private static void writeText(String text, DataOutputStream to) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    to.writeInt(utf8.length);
    to.write(utf8);
  }

  private static String readText(DataInputStream from) throws IOException {
    byte[] utf8 = new byte[from.readInt()];
    from.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void writeTime(@Nullable Instant time, DataOutputStream to) throws IOException {
    to.writeBoolean(time != null);
    if (time != null) {
      to.writeLong(time.getEpochSecond());
      to.writeInt(time.getNano());
    }
  }

  private static @Nullable Instant readTime(DataInputStream from) throws IOException {
    return from.readBoolean() ? Instant.ofEpochSecond(from.readLong(), from.readInt()) : null;
  }

  private static void writeNumber(@Nullable Number number, DataOutputStream to) throws IOException {
    to.writeBoolean(number != null);
    if (number != null) {
      to.writeLong(number.longValue());
    }
  }

  private static @Nullable Long readNumber(DataInputStream from) throws IOException {
    return from.readBoolean() ? from.readLong() : null;
  }
}
