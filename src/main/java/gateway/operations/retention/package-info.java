/**
 * The months of the history, as its owner: the command {@code prune} (contract §11), by which what
 * is older than a period goes, and what is left still proves itself; and the command {@code
 * maintain}, {@link gateway.operations.retention.Maintenance}, which makes the months that come.
 *
 * <p>{@link gateway.operations.retention.PruneCommand} reads the command, {@link
 * gateway.operations.retention.Pruning} goes through the logs, {@link
 * gateway.operations.retention.PrunedLog} is one of them, {@link
 * gateway.operations.retention.Snapshots} says what living audits are before they lose entries,
 * {@link gateway.operations.retention.Settling} waits for the pods, {@link
 * gateway.operations.retention.OldMonths} drops empty partitions.
 */
@NullMarked
@CheckReturnValue
package gateway.operations.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
