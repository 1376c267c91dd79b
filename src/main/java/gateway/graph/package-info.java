/**
 * Microsoft Graph's wire conventions, whatever the entity.
 *
 * <p>Way in: {@link gateway.graph.Admission} -> {@link gateway.graph.HttpEntry} -> {@link
 * gateway.graph.Router} -> a {@link gateway.graph.Operation}. Way out: {@link
 * gateway.graph.Response}, or a {@link gateway.graph.Problem} that the router writes as an error
 * body. A body too large for memory comes in {@link gateway.graph.Pieces}.
 */
@NullMarked
@CheckReturnValue
package gateway.graph;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
