/**
 * Keeps out what is not exactly HTTP/1.1, before the framework's decoder can repair it (contract
 * §9).
 *
 * <p>{@link gateway.operations.guard.GuardedTransport} puts an {@link
 * gateway.operations.guard.HttpGuard} in front of every connection; {@link
 * gateway.operations.guard.State} is where in a request its bytes are; {@link
 * gateway.operations.guard.Refusal} is what is answered, {@link gateway.operations.guard.Reason}
 * what is counted. Behind its last answer, a refusal or one of the service's own, a connection is
 * at its {@link gateway.operations.guard.Ending}.
 */
@NullMarked
@CheckReturnValue
package gateway.operations.guard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
