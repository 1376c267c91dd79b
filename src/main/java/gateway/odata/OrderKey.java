package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * One expression of an order: nulls are lowest, text goes by code point, enumerations by number.
 */
record OrderKey(Bound value, boolean descending) {

  /** What it is ordered by, as SQL. */
  String sql(SqlParameters parameters) {
    return value instanceof Bound.Reference(Property property)
            && property.column() instanceof Column.Timestamp(String name)
        ? name
        : new ValueSql(parameters).value(value);
  }

  /**
   * The SQL of what {@link #parameter} reads back from text: for a timestamp its ticks, because its
   * text depends on the session's settings.
   */
  String exported(SqlParameters parameters) {
    return isTimestamp()
        ? new ValueSql(parameters).value(value) + "::int8::text"
        : new ValueSql(parameters).value(value) + "::text";
  }

  /**
   * Its place in an {@code order by}. Where nulls go is said only where there can be some: an index
   * on a column without nulls serves the plain order.
   */
  String ordering(SqlParameters parameters) {
    String nulls = !value.nullable() ? "" : descending ? " nulls last" : " nulls first";
    return sql(parameters) + (descending ? " desc" : " asc") + nulls;
  }

  /** Adds the value that a row has here, in the text that {@link #exported} gave. */
  String parameter(SqlParameters parameters, String text) {
    if (isTimestamp()) {
      return parameters.add(SqlParameters.timestamp(Long.parseLong(text)), "timestamptz");
    }
    return switch (value.type()) {
      case Primitive.STRING -> parameters.add(text, "text");
      case Primitive.GUID -> parameters.add(UUID.fromString(text), "uuid");
      case Primitive.BOOLEAN -> parameters.add(Boolean.parseBoolean(text), "boolean");
      case Enumeration _ -> parameters.add(Short.parseShort(text), "int2");
      case Primitive.INT64, Primitive.DATE_TIME_OFFSET -> number(parameters, text);
      case Primitive.DECIMAL, Primitive.DATE, Primitive.TIME_OF_DAY, Primitive.DURATION ->
          parameters.add(new BigDecimal(text), "numeric");
    };
  }

  /**
   * A column is compared as what it is, so that its index serves; what is computed is a {@code
   * numeric}.
   */
  private String number(SqlParameters parameters, String text) {
    return value instanceof Bound.Reference
        ? parameters.add(Long.parseLong(text), "int8")
        : parameters.add(new BigDecimal(text), "numeric");
  }

  private boolean isTimestamp() {
    return value instanceof Bound.Reference(Property property)
        && property.column() instanceof Column.Timestamp;
  }
}
