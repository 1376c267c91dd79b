package gateway.collection;

import gateway.graph.Call;
import gateway.odata.Property;
import gateway.odata.PropertyTable;
import gateway.security.TenantScope;
import java.util.List;
import java.util.function.Function;

/**
 * A collection as questions know it.
 *
 * @param address below the service root, as links name it
 * @param context what stands behind {@code $metadata#} in the context URL of its rows
 * @param from the table or view, which has a column {@code tenant_id}
 * @param properties what questions may name
 * @param key the last key of every order: no two rows of a tenant share it
 * @param searched what {@code $search} looks into
 * @param usualOrder an {@code $orderby} for those who give none
 * @param representation how the answer to a call shows a row; a {@link gateway.graph.Problem} of
 *     400 when the call asks for what cannot be shown
 */
public record EntitySet(
    String address,
    String context,
    String from,
    PropertyTable properties,
    Property key,
    List<Property> searched,
    String usualOrder,
    Function<Call, Representation> representation) {

  /** A tenant's rows, as SQL from {@code from} on; {@code $1} is the tenant. */
  public String scan() {
    return "from " + from + " where " + TenantScope.ROWS;
  }
}
