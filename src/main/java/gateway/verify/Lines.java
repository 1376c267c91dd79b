package gateway.verify;

import gateway.command.Unable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A file of lines, each of which can be read by where it begins: mapped, so that none is kept. */
final class Lines {

  /** A change has values of some 100 kB at the very most; more is another file. */
  private static final int LONGEST = 4_194_304;

  /** What takes a line. */
  interface Reader {
    void line(long offset, byte[] line);
  }

  private final Path file;
  private final MemorySegment bytes;

  private Lines(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Lines open(Path file) {
    try (var channel = FileChannel.open(file)) {
      return new Lines(
          file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    } catch (IOException e) {
      throw new Unable(file + " cannot be read", e);
    }
  }

  void each(Reader reader) {
    long offset = 0;
    while (offset < bytes.byteSize()) {
      byte[] line = at(offset);
      if (line.length > 0) {
        reader.line(offset, line);
      }
      offset += line.length + 1;
    }
  }

  /** How many lines there are that are not empty. */
  long count() {
    var counted = new AtomicLong();
    each((_, _) -> {
      var _ = counted.incrementAndGet();
    });
    return counted.get();
  }

  /** The line that begins at an offset, without its end. */
  byte[] at(long offset) {
    long end = offset;
    while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
      end++;
      if (end - offset > LONGEST) {
        throw new Unable("%s has a line of more than %d bytes".formatted(file, LONGEST));
      }
    }
    return bytes.asSlice(offset, end - offset).toArray(ValueLayout.JAVA_BYTE);
  }
}
