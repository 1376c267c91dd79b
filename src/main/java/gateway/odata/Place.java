package gateway.odata;

/**
 * A place in what was sent.
 *
 * @param option the query option or parameter alias, with its {@code $} or {@code @}
 * @param offset in UTF-16 units from 0
 */
record Place(String option, int offset) {

  QueryFault fault(String reason) {
    return new QueryFault(this, reason);
  }
}
