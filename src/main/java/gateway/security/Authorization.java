package gateway.security;

import java.util.Arrays;

/** In whose name a change is made, as the history's {@code initiatedBy} says it (contract §11). */
public enum Authorization {
  /** A person, through an application: the token's {@code scp} counts. */
  DELEGATED(1, "delegated"),
  /** An application by itself: the token's {@code roles} count. */
  APPLICATION(2, "application"),
  /** Whoever runs the service, by one of its commands; no token says so. */
  OPERATOR(3, "operator");

  private final short number;
  private final String wireName;

  Authorization(int number, String wireName) {
    this.number = (short) number;
    this.wireName = wireName;
  }

  /** The number under which the history stores it. */
  public short number() {
    return number;
  }

  public String wireName() {
    return wireName;
  }

  public static Authorization numbered(int number) {
    return Arrays.stream(values())
        .filter(authorization -> authorization.number == number)
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException("No authorization has the number " + number + "."));
  }
}
