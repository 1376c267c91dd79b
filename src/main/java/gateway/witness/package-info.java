/**
 * A witness (C2SP tlog-witness): the command that another team runs, who lets a log grow and
 * nothing else. Needs no database.
 *
 * <p>{@link gateway.witness.WitnessCommand} reads its arguments; {@link
 * gateway.witness.WitnessServer} answers over HTTP what {@link gateway.tlog.Witness} decides;
 * {@code Store} keeps what was cosigned last of each log, on the disk before the cosignature
 * leaves; {@code KnownLogs} says whose logs are witnessed. What keeps it from running is {@link
 * gateway.command.Unable}.
 */
@NullMarked
@CheckReturnValue
package gateway.witness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
