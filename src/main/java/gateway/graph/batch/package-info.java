/**
 * Several requests in one: Graph's JSON batch (contract §6; OData JSON Format 4.01 §19).
 *
 * <pre>
 * Envelope, PartReader   the body, checked as a whole, and each part as a request of its own
 * BatchRun               the parts through the router: side by side, in order, or in one transaction
 * BatchResource          the address, and the answer
 * </pre>
 */
@NullMarked
@CheckReturnValue
package gateway.graph.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
