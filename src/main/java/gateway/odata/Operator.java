package gateway.odata;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operators that stand between two operands (OData 4.01 URL Conventions §5.1.1.16): the higher
 * the level, the closer they bind.
 */
sealed interface Operator {

  int level();

  String name();

  /** The operator's word, as it is best written. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operator of that name, in whatever case it is written. */
  static Optional<Operator> named(String word) {
    return Optional.ofNullable(Names.ALL.get(word.toLowerCase(Locale.ROOT)));
  }

  enum Connective implements Operator {
    OR,
    AND;

    @Override
    public int level() {
      return this == OR ? 0 : 1;
    }
  }

  enum Relation implements Operator {
    EQ("="),
    NE("<>"),
    GT(">"),
    GE(">="),
    LT("<"),
    LE("<=");

    private final String sql;

    Relation(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    @Override
    public int level() {
      return this == EQ || this == NE ? 2 : 3;
    }

    /** The relation that says the same with its sides exchanged. */
    Relation mirrored() {
      return switch (this) {
        case EQ, NE -> this;
        case GT -> LT;
        case GE -> LE;
        case LT -> GT;
        case LE -> GE;
      };
    }

    /** Whether it holds between two nulls: what allows equality does. */
    boolean holdsForNulls() {
      return this == EQ || this == GE || this == LE;
    }
  }

  enum Arithmetic implements Operator {
    ADD,
    SUB,
    MUL,
    DIV,
    DIVBY,
    MOD;

    @Override
    public int level() {
      return this == ADD || this == SUB ? 4 : 5;
    }
  }

  /**
   * Holds the index, because an interface's own constants would be initialised before its enums.
   */
  final class Names {
    private static final Map<String, Operator> ALL =
        Stream.<Operator[]>of(Connective.values(), Relation.values(), Arithmetic.values())
            .flatMap(Stream::of)
            .collect(Collectors.toUnmodifiableMap(Operator::word, Function.identity()));

    private Names() {}
  }
}
