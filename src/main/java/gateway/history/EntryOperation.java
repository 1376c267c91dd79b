package gateway.history;

/** What an entry records, with the number that stands for it in the store (contract §11). */
public enum EntryOperation {
  CREATE(1, "create"),
  UPDATE(2, "update"),
  DELETE(3, "delete"),
  ERASE(4, "erase"),
  SNAPSHOT(5, "snapshot"),
  PRUNE(6, "prune"),
  EPOCH(7, "epoch");

  private final short number;
  private final String wireName;

  EntryOperation(int number, String wireName) {
    this.number = (short) number;
    this.wireName = wireName;
  }

  public short number() {
    return number;
  }

  public String wireName() {
    return wireName;
  }

  static EntryOperation numbered(short number) {
    return values()[number - 1];
  }
}
