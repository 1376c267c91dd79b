/**
 * Development mode: what {@code ./mvnw quarkus:dev} needs so that a fresh machine needs nothing.
 *
 * <p>{@link gateway.operations.development.DevelopmentMain} prepares an embedded database and a
 * signing key before the service starts; {@link gateway.operations.development.DevelopmentRun}
 * writes the samples and prints the examples after it. No bean of this package exists in any other
 * mode, and what it builds on is no part of the production package.
 */
@NullMarked
@CheckReturnValue
package gateway.operations.development;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
