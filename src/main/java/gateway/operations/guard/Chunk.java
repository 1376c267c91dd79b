package gateway.operations.guard;

/** The size line of a chunk while it is read, and how much of its body was spent on extensions. */
final class Chunk {

  /** Digits of a size, leading zeros included. */
  private static final int LONGEST_SIZE = 8;

  /**
   * Bytes of extensions in one body: nothing here reads them, so they are bounded (RFC 9112
   * §7.1.1).
   */
  private static final int LONGEST_EXTENSIONS = 1024;

  private long size;
  private int digits;
  private int extensions;
  private boolean isWordEmpty;

  void beginBody() {
    extensions = 0;
    begin();
  }

  void begin() {
    size = 0;
    digits = 0;
  }

  /** Whether it is a hexadecimal digit, and the size still one that is read. */
  boolean addDigit(byte value) {
    int digit = Character.digit(value, 16);
    if (digit < 0 || digits == LONGEST_SIZE) {
      return false;
    }
    size = size << 4 | digit;
    digits++;
    return size <= Integer.MAX_VALUE;
  }

  boolean hasSize() {
    return digits > 0;
  }

  long size() {
    return size;
  }

  /** A word of an extension, after the separator before it. */
  void beginWord() {
    extensions++;
    isWordEmpty = true;
  }

  void addToExtensions(int bytes) {
    extensions += bytes;
    isWordEmpty &= bytes == 0;
  }

  boolean isWordEmpty() {
    return isWordEmpty;
  }

  boolean areExtensionsTooLong() {
    return extensions > LONGEST_EXTENSIONS;
  }
}
