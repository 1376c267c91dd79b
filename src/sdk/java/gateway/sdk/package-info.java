/**
 * Microsoft's own Graph SDK for Java, unchanged, against the running service: {@code ./mvnw verify
 * -Psdk}.
 *
 * <ul>
 *   <li>{@link gateway.sdk.Sdk} sets the SDK up for one caller; {@link gateway.sdk.Exchange} is
 *       what went over the wire
 *   <li>{@link gateway.sdk.EntityBehaviour}, {@link gateway.sdk.ListBehaviour} and {@link
 *       gateway.sdk.ErrorBehaviour} say what holds over every connection
 *   <li>{@link gateway.sdk.OverHttpTest} and {@link gateway.sdk.OverTlsTest} run them
 * </ul>
 */
@NullMarked
package gateway.sdk;

import org.jspecify.annotations.NullMarked;
