package gateway.tlog;

import java.util.List;

/**
 * What a log asks a witness: to sign a checkpoint, which has grown from the one it signed last
 * (C2SP tlog-witness, the body of {@code add-checkpoint}).
 *
 * @param from the size of the tree that the witness signed last, 0 for none
 * @param hashes of the consistency proof
 */
public record AddCheckpoint(long from, List<Hash> hashes, Note checkpoint) {

  /** The largest note, and before it the old size and 63 hashes of 45 characters. */
  public static final int MAX_BYTES = Note.MAX_BYTES + 4_096;

  /** As the specification has it: trees of more than 2^62 leaves are beyond it. */
  public static final int MAX_HASHES = 63;

  private static final String PLACE = "add-checkpoint";

  public AddCheckpoint {
    hashes = List.copyOf(hashes);
    if (from < 0) {
      throw new Malformed("add-checkpoint: an old size of " + from);
    }
    if (hashes.size() > MAX_HASHES) {
      throw new Malformed(
          "add-checkpoint: a proof of %d hashes, of 63 at most".formatted(hashes.size()));
    }
  }

  /** Reads exactly what {@link #encode} writes. */
  public static AddCheckpoint parse(byte[] body) {
    var text = Text.decode(body, MAX_BYTES, PLACE);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new Malformed("add-checkpoint: no empty line before the checkpoint");
    }
    var lines = Text.lines(text.substring(0, split + 1), PLACE);
    var old = Text.after("old ", lines.getFirst(), "add-checkpoint, old size");
    return new AddCheckpoint(
        Text.decimal(old, "add-checkpoint, old size"),
        Text.hashes(lines.subList(1, lines.size()), "add-checkpoint, hash"),
        Note.parse(text.substring(split + 2)));
  }

  /** The body's bytes, UTF-8. */
  public byte[] encode() {
    var text = new StringBuilder("old ").append(from).append('\n');
    Text.appendHashes(text, hashes);
    return Text.encode(text.append('\n').append(checkpoint).toString());
  }
}
