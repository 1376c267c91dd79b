/**
 * Microsoft Graph's wire conventions, whatever the entity.
 *
 * <p>Way in: {@link gateway.graph.Admission} -> {@link gateway.graph.HttpEntry} -> {@link
 * gateway.graph.Router} -> a {@link gateway.graph.Operation}. Way out: {@link
 * gateway.graph.Response}, or a {@link gateway.graph.Problem} that the router writes as an error
 * body. A body too large for memory comes in {@link gateway.graph.Pieces}.
 *
 * <p>Side by side: the socket ({@link gateway.graph.Peers}, {@link gateway.graph.AnswerHead},
 * {@link gateway.graph.Sending}); the router's checks ({@link gateway.graph.CallChecks}, {@link
 * gateway.graph.Negotiation}, {@link gateway.graph.RateLimits}); what operations are given and give
 * ({@link gateway.graph.Call}, {@link gateway.graph.Page}, {@link gateway.graph.EntityTag}); JSON
 * ({@link gateway.graph.StrictJson}, {@link gateway.graph.JsonBuffer}); what is said of a request
 * afterwards ({@link gateway.graph.Failures}, {@link gateway.graph.RequestMeters}).
 */
@NullMarked
@CheckReturnValue
package gateway.graph;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
