/**
 * The tamper-evident log of each tenant's history (contract §11), kept in the database and served.
 *
 * <p>The life of an entry: its writer's statement leaves a mark; {@link
 * gateway.history.log.Sequencer} makes it a {@link gateway.history.log.Leaf}, once and for ever,
 * gives it an index and extends the tree, under the lock of the log's head ({@link
 * gateway.history.log.LogStore}); after that commit {@link gateway.history.log.Publisher} signs
 * size and root with the key of {@link gateway.history.log.LogSigning}, unless {@link
 * gateway.history.log.Continuity} finds that the database lacks what was {@link
 * gateway.history.log.Seen}, and {@link gateway.history.log.Cosigning} has the witnesses asked for
 * what they say of it; {@link gateway.history.log.LogResource} serves checkpoint, tiles and
 * entries, {@link gateway.history.log.ProofResource} the proof of one entry.
 *
 * <p>{@link gateway.history.log.NewEpoch} is the owner's way out for a log that is {@link
 * gateway.history.log.Behind}.
 *
 * <p>Whoever erases a value takes the head's lock first, and deletes the value and its salts in one
 * transaction: an entry that is being sequenced then has its salts already, or has no value any
 * more.
 */
@NullMarked
@CheckReturnValue
package gateway.history.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
