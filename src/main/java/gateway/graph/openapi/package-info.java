/**
 * {@code /openapi}: the service's addresses for tools that do not speak OData.
 *
 * <p>{@link gateway.graph.openapi.OpenApiDocument} walks the routes, {@link
 * gateway.graph.openapi.Place} finds in the schema what each address leads to, and {@link
 * gateway.graph.openapi.OperationObject} and {@link gateway.graph.openapi.Components} write it.
 */
@NullMarked
@CheckReturnValue
package gateway.graph.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
