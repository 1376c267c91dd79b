/**
 * OData 4.01 values and the query language: plain JDK, knowing no entity and no HTTP.
 *
 * <p>{@link gateway.odata.DateTimeOffset} is the one primitive whose exact characters matter.
 * {@link gateway.odata.PercentCoding} and {@link gateway.odata.QueryOptions} read an address's
 * query.
 */
@NullMarked
@CheckReturnValue
package gateway.odata;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
