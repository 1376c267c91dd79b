package gateway.operations.guard;

/**
 * The fields whose value the guard reads: those that frame or address a request, and the id that a
 * refusal echoes.
 */
@SuppressWarnings("EnumOrdinal") // Sets of fields are bits: one is made for each header's name.
enum Field {
  HOST("host"),
  CONTENT_LENGTH("content-length"),
  TRANSFER_ENCODING("transfer-encoding"),
  CLIENT_REQUEST_ID("client-request-id"),
  OTHER("");

  /** One bit for each field that has a name. */
  static final int ALL = (1 << OTHER.ordinal()) - 1;

  private static final Field[] FIELDS = values();

  private final String name;

  Field(String name) {
    this.name = name;
  }

  /**
   * Which of these fields have such a letter, of either case (RFC 9110 §5.1), at this place of
   * their name.
   */
  static int having(int candidates, int index, byte letter) {
    int left = 0;
    for (int rest = candidates; rest != 0; rest &= rest - 1) {
      String name = FIELDS[Integer.numberOfTrailingZeros(rest)].name;
      if (index < name.length() && name.charAt(index) == (letter | 0x20)) {
        left |= rest & -rest;
      }
    }
    return left;
  }

  /** The one among these fields whose name is so long. */
  static Field ofLength(int candidates, int length) {
    for (int rest = candidates; rest != 0; rest &= rest - 1) {
      var field = FIELDS[Integer.numberOfTrailingZeros(rest)];
      if (field.name.length() == length) {
        return field;
      }
    }
    return OTHER;
  }
}
