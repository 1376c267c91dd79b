package gateway.odata;

import java.util.List;

/**
 * A piece of a statement, ready to stand anywhere an SQL expression or list of expressions may.
 *
 * @param text depends on the shape of the question alone, so that few statements are prepared;
 *     parameters are {@code $n}, each with its type
 * @param parameters in the order of their numbers: String, Long, Integer, Short, BigDecimal,
 *     Boolean, UUID, OffsetDateTime, or an array of one of these; never null
 */
public record SqlText(String text, List<Object> parameters) {

  public SqlText {
    parameters = List.copyOf(parameters);
  }
}
