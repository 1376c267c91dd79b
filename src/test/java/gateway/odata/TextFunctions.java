package gateway.odata;

import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of the migration that carries Java's Unicode tables into the database; {@code main}
 * prints it.
 */
final class TextFunctions {

  private static final int LAST_ASCII = 0x7F;

  private TextFunctions() {}

  public static void main(String[] arguments) {
    System.out.print(create());
  }

  static String create() {
    return """
    -- Letter case by Unicode's simple mapping, the same on every PostgreSQL; the tables are those of Java %s.
    create function simple_lower(value text) returns text language sql immutable strict parallel safe as $$
      select case when octet_length(value) = char_length(value) then lower(value collate "C")
        else translate(value, %s) end
    $$;

    create function simple_upper(value text) returns text language sql immutable strict parallel safe as $$
      select case when octet_length(value) = char_length(value) then upper(value collate "C")
        else translate(value, %s) end
    $$;

    -- A position in a text as substr takes it; of null it is null, which greatest alone would pass over.
    create function simple_position(value numeric) returns integer language sql immutable strict parallel safe as $$
      select least(greatest(value, 0), 1000000)::integer
    $$;

    -- Runs of letters and digits, in one case, each with a space before and after it.
    create function simple_words(value text) returns text language sql immutable strict parallel safe as $$
      select ' ' || case when octet_length(value) = char_length(value)
        then lower(regexp_replace(value, '[^0-9A-Za-z]+', ' ', 'g') collate "C")
        else translate(regexp_replace(value collate "C", '[^%s]+', ' ', 'g'), %s) end || ' '
    $$;
    """
        .formatted(
            Runtime.version().feature(),
            table(Character::toLowerCase),
            table(Character::toUpperCase),
            lettersAndDigits(),
            table(CaseMapping::folded));
  }

  private static String table(IntUnaryOperator mapping) {
    var changed =
        IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
            .filter(c -> mapping.applyAsInt(c) != c)
            .toArray();
    String from =
        IntStream.of(changed).mapToObj(TextFunctions::quoted).collect(Collectors.joining());
    String to =
        IntStream.of(changed)
            .map(mapping)
            .mapToObj(TextFunctions::quoted)
            .collect(Collectors.joining());
    return "U&'%s', U&'%s'".formatted(from, to);
  }

  private static String quoted(int c) {
    return c <= LAST_ASCII
        ? Character.toString(c)
        : c <= 0xFFFF ? "\\%04X".formatted(c) : "\\+%06X".formatted(c);
  }

  private static String lettersAndDigits() {
    var ranges = new StringBuilder();
    int c = 0;
    while (c <= Character.MAX_CODE_POINT) {
      int first = c;
      while (c <= Character.MAX_CODE_POINT && Character.isLetterOrDigit(c)) {
        c++;
      }
      if (c > first) {
        ranges.append(inClass(first)).append(c - 1 > first ? "-" + inClass(c - 1) : "");
      }
      c++;
    }
    return ranges.toString();
  }

  private static String inClass(int c) {
    return c <= LAST_ASCII
        ? Character.toString(c)
        : c <= 0xFFFF ? "\\u%04X".formatted(c) : "\\U%08X".formatted(c);
  }
}
