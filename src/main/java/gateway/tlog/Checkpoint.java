package gateway.tlog;

import java.util.Collection;
import java.util.List;

/**
 * What a log says its tree is (C2SP tlog-checkpoint).
 *
 * @param origin names the log; a line, not empty
 * @param size how many leaves, 0 to 2^63-1
 * @param extensions further lines, none of them empty; C2SP advises against any
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine(origin, "origin");
    extensions.forEach(line -> requireLine(line, "extension line"));
    if (size < 0) {
      throw new Malformed("checkpoint: a tree of %d leaves".formatted(size));
    }
  }

  /** A checkpoint without extension lines. */
  public static Checkpoint of(String origin, long size, Hash root) {
    return new Checkpoint(origin, size, root, List.of());
  }

  /** Reads a note's text, exactly as {@link #text} writes it. */
  public static Checkpoint parse(String text) {
    var lines = Text.lines(text, "checkpoint");
    if (lines.size() < 3) {
      throw new Malformed("checkpoint: %d lines, of 3 at least".formatted(lines.size()));
    }
    return new Checkpoint(
        lines.get(0),
        Text.decimal(lines.get(1), "checkpoint, tree size"),
        Hash.parse(lines.get(2), "checkpoint, root"),
        lines.subList(3, lines.size()));
  }

  /**
   * The checkpoint in a note that a log signed.
   *
   * @throws Unverified where a key of the log did not sign it, or it is another log's
   */
  public static Checkpoint open(Note note, String origin, Collection<VerifierKey> logKeys) {
    var checkpoint = parse(note.text());
    if (!checkpoint.origin.equals(origin)) {
      throw new Unverified(
          "a checkpoint of %s, not of %s"
              .formatted(Malformed.quoted(checkpoint.origin), Malformed.quoted(origin)));
    }
    var _ = note.verify(logKeys);
    return checkpoint;
  }

  /** The text that is signed: each line with its newline. */
  public String text() {
    var text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void requireLine(String line, String place) {
    if (line.isEmpty() || !Text.isUnicode(line) || line.chars().anyMatch(c -> c < ' ')) {
      throw new Malformed(
          "checkpoint, %s: empty, or with a control character: %s"
              .formatted(place, Malformed.quoted(line)));
    }
  }
}
