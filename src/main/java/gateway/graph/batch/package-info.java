/**
 * Several requests in one (Microsoft Graph's JSON batch, OData 4.01 JSON §19).
 *
 * <p>{@link gateway.graph.batch.BatchReader} -> {@link gateway.graph.batch.Plan} -> {@link
 * gateway.graph.batch.BatchRun}, which gives each part to the router as a request of its own.
 */
@NullMarked
@CheckReturnValue
package gateway.graph.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
