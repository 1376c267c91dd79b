/**
 * OData 4.01 values and the query language: plain JDK, knowing no entity and no HTTP.
 *
 * <p>A query option goes through four stages, each a pure function of the one before: text, {@link
 * gateway.odata.Lexer}, tokens; {@link gateway.odata.Parser}, an untyped {@link
 * gateway.odata.Expression}; {@link gateway.odata.Binder}, a {@link gateway.odata.Bound} one
 * against a {@link gateway.odata.PropertyTable}; {@link gateway.odata.ConditionSql} and {@link
 * gateway.odata.ValueSql}, {@link gateway.odata.SqlText}. The first three can refuse, by a {@link
 * gateway.odata.QueryFault}.
 *
 * <p>{@code $apply} goes the same way: {@link gateway.odata.ApplyParser}, {@link
 * gateway.odata.Transformation}; {@link gateway.odata.ApplyBinder}, {@link gateway.odata.Step};
 * {@link gateway.odata.ApplySql}.
 *
 * <p>Callers enter at {@link gateway.odata.Apply}, {@link gateway.odata.Filter}, {@link
 * gateway.odata.OrderBy}, {@link gateway.odata.Search}, {@link gateway.odata.Select} and {@link
 * gateway.odata.PageOptions}; {@link gateway.odata.Limits} says what a query may cost.
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
