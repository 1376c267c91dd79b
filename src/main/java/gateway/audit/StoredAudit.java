package gateway.audit;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * One audit as a statement returned it.
 *
 * @param row whose columns, from {@code first} on, are the properties in the order of the table
 */
record StoredAudit(Row row, int first, long version) {

  /** Reads a row of {@link AuditStatements#COLUMNS}. */
  static StoredAudit of(Row row) {
    return new StoredAudit(row, 1, row.getLong(0));
  }

  String id() {
    return row.getString(first);
  }

  /** The characters of a string or a date and time; null where the property is. */
  @Nullable String text(AuditProperty property) {
    return row.getString(first + property.ordinal());
  }

  /** The number of an enum's member. */
  int number(AuditProperty property) {
    return row.getShort(first + property.ordinal());
  }
}
