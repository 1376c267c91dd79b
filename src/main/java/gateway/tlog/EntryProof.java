package gateway.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * That an entry is in a log, in one text that needs nothing else (C2SP tlog-proof@v1).
 *
 * @param extra base64 of what an application adds; signed by nobody; not of no bytes
 * @param index the entry's number, from 0
 * @param hashes of the inclusion proof
 * @param checkpoint the note with the checkpoint whose tree the proof is of
 */
public record EntryProof(Optional<String> extra, long index, List<Hash> hashes, Note checkpoint) {

  /** Of what an application adds; nothing that is known adds more than some hundred bytes. */
  public static final int MAX_EXTRA = 65_536;

  /** The largest note, and before it what is added, the index and 63 hashes of 45 characters. */
  public static final int MAX_BYTES = Note.MAX_BYTES + MAX_EXTRA + 4_096;

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String PLACE = "proof";

  public EntryProof {
    if (extra.filter(added -> added.length() > MAX_EXTRA).isPresent()) {
      throw new Malformed("proof, extra: more than %d characters".formatted(MAX_EXTRA));
    }
    if (extra.isPresent() && StrictBase64.decode(extra.get(), "proof, extra").length == 0) {
      throw new Malformed("proof, extra: says nothing");
    }
    hashes = inclusion(index, hashes, checkpoint).hashes();
  }

  /** The proof without anything an application adds. */
  public static EntryProof of(InclusionProof proof, Note checkpoint) {
    var made = new EntryProof(Optional.empty(), proof.index(), proof.hashes(), checkpoint);
    if (Checkpoint.parse(checkpoint.text()).size() != proof.size()) {
      throw new IllegalArgumentException("the checkpoint is not of a tree of " + proof.size());
    }
    return made;
  }

  /** Reads exactly what {@link #encode} writes. */
  public static EntryProof parse(byte[] proof) {
    var text = Text.decode(proof, MAX_BYTES, PLACE);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new Malformed("proof: no empty line before the checkpoint");
    }
    var lines = new ArrayList<>(Text.lines(text.substring(0, split + 1), PLACE));
    if (!lines.removeFirst().equals(FIRST_LINE)) {
      throw new Malformed("proof: its first line is not " + FIRST_LINE);
    }
    Optional<String> extra = Optional.empty();
    if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
      extra = Optional.of(Text.after("extra ", lines.removeFirst(), "proof, extra"));
    }
    if (lines.isEmpty()) {
      throw new Malformed("proof: no line with the index");
    }
    var index = Text.after("index ", lines.removeFirst(), "proof, index");
    return new EntryProof(
        extra,
        Text.decimal(index, "proof, index"),
        Text.hashes(lines, "proof, hash"),
        Note.parse(text.substring(split + 2)));
  }

  /**
   * Checks that a log of which the origin and the keys are known has the entry, and gives the
   * checkpoint that says so.
   *
   * @param leaf the entry's leaf hash
   * @throws Unverified where it does not
   */
  public Checkpoint verify(Hash leaf, String origin, Collection<VerifierKey> logKeys) {
    var opened = Checkpoint.open(checkpoint, origin, logKeys);
    if (!inclusion(index, hashes, checkpoint).proves(leaf, opened.root())) {
      throw new Unverified(
          "entry %d is not in the tree of %d leaves".formatted(index, opened.size()));
    }
    return opened;
  }

  /** The proof's bytes, UTF-8. */
  public byte[] encode() {
    var text = new StringBuilder(FIRST_LINE).append('\n');
    extra.ifPresent(added -> text.append("extra ").append(added).append('\n'));
    text.append("index ").append(index).append('\n');
    Text.appendHashes(text, hashes);
    return Text.encode(text.append('\n').append(checkpoint).toString());
  }

  private static InclusionProof inclusion(long index, List<Hash> hashes, Note checkpoint) {
    return new InclusionProof(index, Checkpoint.parse(checkpoint.text()).size(), hashes);
  }
}
