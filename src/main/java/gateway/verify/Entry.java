package gateway.verify;

import gateway.tlog.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A leaf, read.
 *
 * @param index its place in the log, from 0
 * @param auditId empty for what the service did by itself
 * @param at microseconds since 1970
 */
record Entry(
    long index,
    Fields fields,
    String id,
    String auditId,
    long sequence,
    String operation,
    long at,
    List<Fields> changes) {

  /** The form of leaves, their member {@code v}. */
  private static final long VERSION = 1;

  /**
   * @throws IllegalArgumentException where it is not the canonical form of an entry of this tenant
   */
  static Entry read(long index, byte[] leaf, String tenant) {
    var fields = Fields.canonical(leaf);
    if (fields.number("v") != VERSION) {
      throw new IllegalArgumentException("is no entry of version 1");
    }
    if (!fields.text("tenantId").equals(java.util.Optional.of(tenant))) {
      throw new IllegalArgumentException("is of another tenant");
    }
    return new Entry(
        index,
        fields,
        required(fields, "id"),
        fields.text("auditId").orElse(""),
        fields.number("sequence"),
        required(fields, "operation"),
        microseconds(required(fields, "at")),
        fields.list("changes").stream().map(Fields::of).toList());
  }

  /** What a fault calls it. */
  String name() {
    return auditId.isEmpty()
        ? "leaf %d".formatted(index)
        : "audit %s, sequence %d (leaf %d)".formatted(auditId, sequence, index);
  }

  /** The property of a change. */
  String property(int change) {
    return changes.get(change).text("property").orElse("");
  }

  /** Whether a value is a commitment. */
  static boolean isCommitment(JsonValue value) {
    return value instanceof JsonValue.Members;
  }

  private static String required(Fields fields, String name) {
    return fields
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException("has no member " + name));
  }

  /** A time as the log has it, in microseconds since 1970. */
  static long microseconds(String at) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("has a time that is none", e);
    }
  }
}
