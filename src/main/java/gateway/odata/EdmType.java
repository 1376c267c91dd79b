package gateway.odata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The type of a property or of an expression (OData 4.01 CSDL §4.4). */
public sealed interface EdmType {

  /** The name to show to a person. */
  String label();

  /** The primitive types that a property or an expression can have. */
  enum Primitive implements EdmType {
    STRING("Edm.String"),
    BOOLEAN("Edm.Boolean"),
    /** A whole number of any size: arithmetic does not overflow. */
    INT64("Edm.Int64"),
    DECIMAL("Edm.Decimal"),
    GUID("Edm.Guid"),
    DATE_TIME_OFFSET("Edm.DateTimeOffset"),
    DATE("Edm.Date"),
    TIME_OF_DAY("Edm.TimeOfDay"),
    DURATION("Edm.Duration");

    private final String label;

    Primitive(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * An enumeration, compared by number.
   *
   * @param name qualified, such as {@code microsoft.graph.remoteAction}
   * @param members numbers by name, in the order in which a message lists them; no two share a
   *     number
   */
  record Enumeration(String name, Map<String, Integer> members) implements EdmType {

    /** Graph's sentinel: members above it came after the enumeration was first published. */
    static final String SENTINEL = "unknownFutureValue";

    public Enumeration {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String label() {
      return name;
    }

    /** The name of the member that has a number. */
    public String member(int number) {
      return members.entrySet().stream()
          .filter(member -> member.getValue() == number)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }

    Optional<Integer> sentinel() {
      return Optional.ofNullable(members.get(SENTINEL));
    }
  }

  default boolean isNumber() {
    return this == Primitive.INT64 || this == Primitive.DECIMAL;
  }
}
