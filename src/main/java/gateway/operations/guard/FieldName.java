package gateway.operations.guard;

import io.netty.util.ByteProcessor;

/**
 * The name of a field while it is read: the fields that it may still become. Nothing is copied,
 * however the name is cut into reads.
 */
final class FieldName implements ByteProcessor {

  private int candidates;
  private int length;

  void begin() {
    candidates = Field.ALL;
    length = 0;
  }

  @Override
  public boolean process(byte value) {
    if (!Bytes.TOKEN.process(value)) {
      return false;
    }
    if (candidates != 0) {
      candidates = Field.having(candidates, length, value);
    }
    length++;
    return true;
  }

  boolean isEmpty() {
    return length == 0;
  }

  Field field() {
    return Field.ofLength(candidates, length);
  }
}
