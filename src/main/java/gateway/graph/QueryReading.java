package gateway.graph;

import gateway.odata.QueryFault;

/**
 * Reads a part of a query; the one place where a query that cannot be answered exactly becomes 400.
 */
@FunctionalInterface
public interface QueryReading<T> {

  T read() throws QueryFault;

  /** What was read, or a {@link Problem} that names the option and says what to change. */
  static <T> T orBadRequest(QueryReading<T> reading) {
    try {
      return reading.read();
    } catch (QueryFault fault) {
      throw Problem.badRequest(new Fault(fault.target(), String.valueOf(fault.getMessage())));
    }
  }
}
