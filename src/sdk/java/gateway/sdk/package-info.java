/**
 * Clients of others, unchanged, against the running service: {@code ./mvnw verify -Psdk}.
 *
 * <ul>
 *   <li>{@link gateway.sdk.Sdk} sets Microsoft's Graph SDK for Java up for one caller; {@link
 *       gateway.sdk.Exchange} is what went over the wire
 *   <li>{@link gateway.sdk.EntityBehaviour}, {@link gateway.sdk.ListBehaviour}, {@link
 *       gateway.sdk.QueryBehaviour}, {@link gateway.sdk.BatchBehaviour} and {@link
 *       gateway.sdk.ErrorBehaviour} say what holds over every connection; {@link
 *       gateway.sdk.OverHttpTest} and {@link gateway.sdk.OverTlsTest} run them
 *   <li>{@link gateway.sdk.Olingo} sets Apache Olingo's client up, {@link gateway.sdk.OlingoTest}
 *       uses it
 *   <li>{@link gateway.sdk.JavaScriptClientsTest} and {@link gateway.sdk.PythonClientsTest} run the
 *       tests in {@code src/sdk/javascript} and {@code src/sdk/python}, as {@link
 *       gateway.sdk.ForeignTests}
 * </ul>
 */
@NullMarked
package gateway.sdk;

import org.jspecify.annotations.NullMarked;
