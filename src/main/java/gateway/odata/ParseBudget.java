package gateway.odata;

/**
 * Counts what one expression has cost so far, the aliases it uses included (see {@link Limits}).
 */
final class ParseBudget {

  private int nodes;
  private int depth;

  void node(Place place) throws QueryFault {
    if (++nodes > Limits.NODES) {
      throw place.fault(
          "The expression has more than the limit of %d nodes (operators, functions, properties and literals); a list of values fits in one 'in'."
              .formatted(Limits.NODES));
    }
  }

  void enter(Place place) throws QueryFault {
    if (++depth > Limits.DEPTH) {
      throw place.fault(
          "The expression is nested deeper than the limit of %d levels.".formatted(Limits.DEPTH));
    }
  }

  void leave() {
    depth--;
  }

  /** Allows one item more in a list of {@code in}. */
  void listed(Place place, int before) throws QueryFault {
    if (before == Limits.LIST_ITEMS) {
      throw place.fault(
          "The list of 'in' is longer than the limit of %d values.".formatted(Limits.LIST_ITEMS));
    }
  }

  /** Allows one sort key more. */
  void sorted(Place place, int before) throws QueryFault {
    if (before == Limits.ORDER_KEYS) {
      throw place.fault("The limit of sort keys is %d.".formatted(Limits.ORDER_KEYS));
    }
  }

  /** Allows one transformation more. */
  void transformed(Place place, int before) throws QueryFault {
    if (before == Limits.TRANSFORMATIONS) {
      throw place.fault("The limit of transformations is %d.".formatted(Limits.TRANSFORMATIONS));
    }
  }

  /** Allows a group one property more. */
  void grouped(Place place, int before) throws QueryFault {
    if (before == Limits.GROUP_PROPERTIES) {
      throw place.fault(
          "The limit of a group's properties, grouped by and aggregated together, is %d."
              .formatted(Limits.GROUP_PROPERTIES));
    }
  }
}
