/**
 * Running the service: the program's entry, start-up checks, settings from files, and the socket's
 * guard.
 *
 * <p>Imported by no other package. {@link gateway.operations.Main} starts, {@link
 * gateway.operations.StartupChecks} refuses, {@link gateway.operations.guard.HttpGuard} keeps
 * malformed HTTP out.
 */
@NullMarked
@CheckReturnValue
package gateway.operations;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
