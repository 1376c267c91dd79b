package gateway.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text and signatures on it (C2SP signed-note). Reading one believes nothing: {@link #verify}
 * does.
 *
 * @param text ends in a newline; has no other control character
 * @param signatures one at least, {@link #MAX_SIGNATURES} at most, in their order
 */
public record Note(String text, List<NoteSignature> signatures) {

  /** A checkpoint with a hundred post-quantum signatures of 5 kB is half of this. */
  public static final int MAX_BYTES = 1_048_576;

  /** C2SP asks for 16 at least; Go's implementation takes 100. */
  public static final int MAX_SIGNATURES = 100;

  public Note {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw new Malformed("note: its text does not end in a newline");
    }
    if (!Text.isUnicode(text) || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new Malformed("note: a control character or half a surrogate pair in its text");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new Malformed(
          "note: %d signatures, of 1 to %d".formatted(signatures.size(), MAX_SIGNATURES));
    }
  }

  /** A note with one signature. */
  public static Note of(String text, NoteSignature signature) {
    return new Note(text, List.of(signature));
  }

  /** Reads exactly what {@link #encode} writes. */
  public static Note parse(byte[] note) {
    return parse(Text.decode(note, MAX_BYTES, "note"));
  }

  static Note parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0) {
      throw new Malformed("note: no empty line between the text and its signatures");
    }
    var lines = Text.lines(note.substring(split + 2), "note");
    if (lines.size() > MAX_SIGNATURES) {
      throw new Malformed("note: %d signatures, of 100 at most".formatted(lines.size()));
    }
    return new Note(
        note.substring(0, split + 1), lines.stream().map(NoteSignature::parse).toList());
  }

  /** This note with one more signature behind the others. */
  public Note with(NoteSignature signature) {
    var more = new ArrayList<>(signatures);
    more.add(signature);
    return new Note(text, more);
  }

  /**
   * The signatures of keys that are known, one for each such key, the first where a key signed
   * twice. Signatures of other keys are passed over.
   *
   * @throws Unverified where any signature that names a known key is not that key's, or none does
   */
  public List<VerifiedSignature> verify(Collection<VerifierKey> known) {
    Map<VerifierKey, VerifiedSignature> verified = new LinkedHashMap<>();
    for (var signature : signatures) {
      for (var key : known) {
        if (key.names(signature)) {
          if (!key.verifies(text, signature)) {
            throw new Unverified("the signature of " + key.name() + " does not verify");
          }
          verified.putIfAbsent(key, new VerifiedSignature(key, signature));
        }
      }
    }
    if (verified.isEmpty()) {
      throw new Unverified("no signature of a known key");
    }
    return List.copyOf(verified.values());
  }

  /** The note's bytes, UTF-8. */
  public byte[] encode() {
    return Text.encode(toString());
  }

  /** The note's text, an empty line, and the signature lines. */
  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }
}
