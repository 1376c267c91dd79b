/**
 * The verifier (contract §11): the command that believes nothing but a key. Needs no database.
 *
 * <p>{@link gateway.verify.VerifyCommand} reads its arguments; {@code Download} takes from a
 * service what {@code Folder} keeps: checkpoints, tiles, entries, changes, audits, and what {@code
 * Asking} heard at the addresses of single ones; {@code Service} asks, waits as {@code RetryAfter}
 * says, and gives up one that falls silent. {@code Verification} then reads the folder alone,
 * online as offline: {@code Checkpoints} says what the run claims and what must be shown, {@code
 * LogWalk} goes over the entries, {@code TreeCheck} builds the tree again, {@code Openings} opens
 * what is personal, {@code Audits} adds the entries up and {@code Comparison} compares the sum with
 * what is served. What is not true is a line of {@code Faults}; what keeps it from running is
 * {@link gateway.command.Unable}.
 */
@NullMarked
@CheckReturnValue
package gateway.verify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
