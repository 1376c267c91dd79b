package gateway.witness;

import gateway.tlog.AddCheckpoint;
import gateway.tlog.Checkpoint;
import gateway.tlog.ConsistencyProof;
import gateway.tlog.Hash;
import gateway.tlog.HashReader;
import gateway.tlog.LogSigner;
import gateway.tlog.MerkleHasher;
import java.nio.charset.StandardCharsets;

/**
 * A log that signs whatever it says.
 *
 * @param forksAt from which leaf on it is another log than the one without a fork
 */
record SampleLog(LogSigner signer, int forksAt) implements HashReader {

  static SampleLog of(LogSigner signer) {
    return new SampleLog(signer, Integer.MAX_VALUE);
  }

  SampleLog forkedAt(int leaf) {
    return new SampleLog(signer, leaf);
  }

  @Override
  public Hash read(int level, long index) {
    var hasher = new MerkleHasher();
    if (level == 0) {
      var leaf = (index < forksAt ? "leaf " : "other ") + index;
      return hasher.leaf(leaf.getBytes(StandardCharsets.UTF_8));
    }
    return hasher.node(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
  }

  Checkpoint checkpoint(long size) {
    return Checkpoint.of(signer.verifierKey().name(), size, root(size));
  }

  /** The body of a request to cosign the tree of one size, which grew from another. */
  byte[] grown(long from, long size) {
    var proof = ConsistencyProof.of(from, size, this);
    return new AddCheckpoint(from, proof.hashes(), signer.sign(checkpoint(size))).encode();
  }
}
