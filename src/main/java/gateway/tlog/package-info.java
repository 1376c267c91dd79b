/**
 * The pure part of the tamper-evident log: plain JDK, knowing no entity, no HTTP, no database and
 * no JSON library.
 *
 * <p>An entry is a {@link gateway.tlog.JsonValue} whose bytes are {@link
 * gateway.tlog.CanonicalJson} (RFC 8785). {@link gateway.tlog.GrowingTree} hashes entries into an
 * RFC 6962 tree, in memory that grows with the tree's height only, and gives its root and its
 * {@link gateway.tlog.Tile}s; {@link gateway.tlog.EntryBundle} holds the entries themselves. {@link
 * gateway.tlog.TilePath} is where both are served (C2SP tlog-tiles).
 *
 * <p>A {@link gateway.tlog.Commitment} stands in an entry for a value that may have to go.
 *
 * <p>{@link gateway.tlog.TileHashes} reads the tree back from tiles; from it come {@link
 * gateway.tlog.InclusionProof} and {@link gateway.tlog.ConsistencyProof}, which also verify.
 *
 * <p>A {@link gateway.tlog.Checkpoint} says size and root, a {@link gateway.tlog.Note} carries it
 * with signatures: of the log by {@link gateway.tlog.LogSigner}, of witnesses by {@link
 * gateway.tlog.Cosigner}, believed by {@link gateway.tlog.VerifierKey}. {@link
 * gateway.tlog.EntryProof} is the proof of one entry as a text, {@link gateway.tlog.Witness}
 * decides on an {@link gateway.tlog.AddCheckpoint}.
 *
 * <p>Whatever is read either is exactly what its specification says, or is refused by {@link
 * gateway.tlog.Malformed}; what is well formed and not to be believed, by {@link
 * gateway.tlog.Unverified}.
 */
@NullMarked
@CheckReturnValue
package gateway.tlog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
