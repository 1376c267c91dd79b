package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A value that does not depend on the row. It becomes a parameter, never SQL text. */
sealed interface Constant extends Bound {

  @Override
  default boolean nullable() {
    return false;
  }

  record Text(String value) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.STRING;
    }
  }

  record Truth(boolean value) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.BOOLEAN;
    }
  }

  /** A number; without decimal places it is an Edm.Int64. */
  record Numeric(BigDecimal value) implements Constant {
    @Override
    public EdmType type() {
      return isWhole() ? Primitive.INT64 : Primitive.DECIMAL;
    }

    boolean isWhole() {
      return value.scale() <= 0;
    }

    /** Whether it fits a {@code bigint}. */
    boolean isLong() {
      return isWhole() && value.toBigInteger().bitLength() < Long.SIZE;
    }
  }

  record Member(Enumeration type, int number) implements Constant {}

  record Guid(UUID value) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.GUID;
    }
  }

  /**
   * A point in time, and the offset in which it is read.
   *
   * @param ticks as in {@link DateTimeOffset}
   */
  record Moment(long ticks, int offsetMinutes) implements Constant {

    static Moment of(DateTimeOffset value) {
      return new Moment(value.ticks(), value.offsetMinutes());
    }

    static Moment of(Instant instant) {
      return new Moment(
          instant.getEpochSecond() * DateTimeOffset.TICKS_PER_SECOND + instant.getNano() / 100, 0);
    }

    @Override
    public EdmType type() {
      return Primitive.DATE_TIME_OFFSET;
    }

    /** The ticks that the clock on the wall shows, as if it were in UTC. */
    long localTicks() {
      return ticks + offsetMinutes * 60L * DateTimeOffset.TICKS_PER_SECOND;
    }
  }

  /** A day, counted from 1970-01-01. */
  record Day(long number) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.DATE;
    }
  }

  /** A time of day in ticks from midnight. */
  record Clock(long ticks) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.TIME_OF_DAY;
    }
  }

  /** A duration in ticks. */
  record Span(long ticks) implements Constant {
    @Override
    public EdmType type() {
      return Primitive.DURATION;
    }
  }
}
