package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.Expression.Binary;
import gateway.odata.Expression.BooleanLiteral;
import gateway.odata.Expression.Call;
import gateway.odata.Expression.Membership;
import gateway.odata.Expression.Name;
import gateway.odata.Expression.Negation;
import gateway.odata.Expression.Not;
import gateway.odata.Expression.NullLiteral;
import gateway.odata.Expression.PrefixedLiteral;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a or b and c              | (or a (and b c))
          a and b or c              | (or (and a b) c)
          a or b or c               | (or (or a b) c)
          (a or b) and c            | (and (or a b) c)
          not a and b               | (and (not a) b)
          not a eq b                | (eq (not a) b)
          not (a eq b)              | (not (eq a b))
          a eq b ne c               | (ne (eq a b) c)
          a eq b gt c               | (eq a (gt b c))
          a add b mul c             | (add a (mul b c))
          a sub b sub c             | (sub (sub a b) c)
          a div b divby c mod d     | (mod (divby (div a b) c) d)
          -a add b                  | (add (- a) b)
          - -a                      | (- (- a))
          not a in (1,2)            | (not (in a 1 2))
          a add b in (1)            | (add a (in b 1))
          A EQ NULL                 | (eq A null)
          f(a,g(b)) Or TRUE         | (or (f a (g b)) true)
          a/b/c eq n.t'x'           | (eq a/b/c n.t'x')
          a in ["x",null]           | (in a 'x' null)
          """)
  void binds_operators_as_closely_as_odata_does(String text, String tree) throws QueryFault {
    assertThat(shown(Parser.expression("$filter", text, Map.of()))).isEqualTo(tree);
  }

  @Test
  void reads_sort_keys_with_their_directions() throws QueryFault {
    assertThat(Parser.orderings("$orderby", "a,length(b) DESC , c asc", Map.of()))
        .extracting(key -> shown(key.expression()) + (key.descending() ? " down" : " up"))
        .containsExactly("a up", "(length b) down", "c up");
  }

  @Test
  void knows_the_place_of_each_part() throws QueryFault {
    var both = (Binary) Parser.expression("$filter", "a eq b", Map.of());

    assertThat(both.place()).isEqualTo(new Place("$filter", 2));
    assertThat(both.right().place()).isEqualTo(new Place("$filter", 5));
  }

  private static String shown(Expression expression) {
    return switch (expression) {
      case NullLiteral _ -> "null";
      case BooleanLiteral(Place _, boolean value) -> String.valueOf(value);
      case Expression.TextLiteral(Place _, String value) -> "'" + value + "'";
      case Expression.BareLiteral(Place _, String text) -> text;
      case PrefixedLiteral(Place _, String prefix, String text) -> prefix + "'" + text + "'";
      case Name(Place _, String path) -> path;
      case Call call -> "(" + call.function() + all(call.arguments()) + ")";
      case Not not -> "(not " + shown(not.operand()) + ")";
      case Negation negation -> "(- " + shown(negation.operand()) + ")";
      case Binary binary ->
          "(%s %s %s)"
              .formatted(binary.operator().word(), shown(binary.left()), shown(binary.right()));
      case Membership in -> "(in " + shown(in.operand()) + all(in.items()) + ")";
    };
  }

  private static String all(List<Expression> expressions) {
    return expressions.stream().map(e -> " " + shown(e)).collect(Collectors.joining());
  }
}
