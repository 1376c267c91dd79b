/**
 * What the service says of itself to OData clients: {@code $metadata} and the service document.
 *
 * <p>Features bring a {@link gateway.graph.schema.Schema} each, made of {@link
 * gateway.graph.schema.Element}s and {@link gateway.graph.schema.Annotation}s; {@link
 * gateway.graph.schema.Model} is all of them, which {@link gateway.graph.schema.CsdlXml} and {@link
 * gateway.graph.schema.CsdlJson} write.
 */
@NullMarked
@CheckReturnValue
package gateway.graph.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
