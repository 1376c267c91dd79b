package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryOptionsTest {

  private static final Set<String> SUPPORTED = Set.of("$top", "$select", "$filter");

  @ParameterizedTest
  @ValueSource(strings = {"$top=5", "top=5", "$TOP=5", "Top=5", "%24top=5", "tOP=%35", "&$top=5&&"})
  void reads_an_option_with_or_without_dollar_in_any_case(String query) throws Exception {
    var options = QueryOptions.parse(query, SUPPORTED);

    assertThat(options.system()).containsOnlyKeys("$top").containsEntry("$top", "5");
    assertThat(options.get("$top")).contains("5");
    assertThat(options.get("$select")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "$filter=a eq 1, a eq 1",
    "$filter=a+eq+1, a eq 1",
    "$filter=a%20eq%201, a eq 1",
    "$filter=a%2Bb, a+b",
    "$filter=x=y=z, x=y=z",
    "$filter=%26%3D%3B, &=;",
    "$filter=a;b, a;b",
    "$filter=%C3%A9, é",
    "$filter=%2541, %41",
    "$filter=, ''",
    "$filter, ''",
  })
  void decodes_a_value_once(String query, String value) throws Exception {
    assertThat(QueryOptions.parse(query, SUPPORTED).get("$filter")).contains(value);
  }

  @Test
  void keeps_options_in_the_order_in_which_they_came() throws Exception {
    var options = QueryOptions.parse("select=id&$top=1&FILTER=x", SUPPORTED);

    assertThat(options.system().keySet()).containsExactly("$select", "$top", "$filter");
  }

  @Test
  void keeps_aliases_apart_and_in_their_case() throws Exception {
    var options = QueryOptions.parse("@p=1&%40P=2&$filter=a eq @p", SUPPORTED);

    assertThat(options.aliases()).containsOnlyKeys("@p", "@P").containsEntry("@p", "1");
    assertThat(options.system()).containsOnlyKeys("$filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "&&",
        "trace=1",
        "x-id=%41",
        "topp=1",
        "=5",
        "=",
        "api-version=2",
        "+=1",
        "+x+=1"
      })
  void ignores_custom_options(String query) throws Exception {
    assertThat(QueryOptions.parse(query, SUPPORTED)).isEqualTo(QueryOptions.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "$foo=1, $foo",
    "$Foo=1, $foo",
    "%24foo=1, $foo",
    "$=1, $",
    "$$top=1, $$top",
    "'$top =1', '$top '",
  })
  void refuses_an_unknown_option_with_a_dollar(String query, String target) {
    var refusal = refusal(query);

    assertThat(refusal.target()).isEqualTo(target);
    assertThat(refusal).hasMessageContaining("is not supported by this address");
  }

  @ParameterizedTest
  @CsvSource({
    "%20$filter=a, $filter",
    "+$filter=a, $filter",
    "%09$filter, $filter",
    "%20filter=a, $filter",
    "Filter%20=a, $filter",
    "%20skip=1, $skip",
    "%20$foo=1, $foo",
    "$top=1&%20@p=1, @p",
  })
  void refuses_white_space_around_a_name_that_would_be_an_option(String query, String target) {
    var refusal = refusal(query);

    assertThat(refusal.target()).isEqualTo(target);
    assertThat(refusal).hasMessageContaining("white space around it");
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void refuses_a_known_option_that_the_address_does_not_take(String option) {
    assertThat(refusal(option + "=1").target()).isEqualTo(option);
    assertThat(refusal(option.substring(1) + "=1").target()).isEqualTo(option);
  }

  static Stream<String> unsupported() {
    return QueryOptions.KNOWN.stream().filter(option -> !SUPPORTED.contains(option));
  }

  @Test
  void says_which_options_the_address_takes() {
    assertThat(refusal("$skip=1"))
        .hasMessage(
            "The query option '$skip' is not supported by this address, which takes $filter, $select, $top.");
    assertThat(
            catchThrowableOfType(
                QueryOptions.Unreadable.class, () -> QueryOptions.parse("skip=1", Set.of())))
        .hasMessage("The query option 'skip' is not supported by this address, which takes none.");
  }

  @ParameterizedTest
  @CsvSource({
    "$top=1&$top=1, $top",
    "$top=1&top=2, $top",
    "top=1&TOP=2, $top",
    "$top=1&x=1&%24top=2, $top",
    "@p=1&@p=1, @p",
  })
  void refuses_an_option_given_twice(String query, String target) {
    var refusal = refusal(query);

    assertThat(refusal.target()).isEqualTo(target);
    assertThat(refusal).hasMessageContaining("more than once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$top=%",
        "$top=%4",
        "$top=%zz",
        "%=1",
        "$top=%FF",
        "%C3=1",
        "x=%ED%A0%80",
        "@p=%C0%80",
        "%f",
      })
  void refuses_encoding_that_is_broken_or_not_utf_8(String query) {
    assertThat(refusal(query)).hasMessageContaining("is not valid percent-encoded UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"$Top=%, $top", "filter=%FF, $filter", "@p=%C0%80, @p", "x=%zz, x", "%=1, ''"})
  void names_the_option_whose_value_cannot_be_decoded(String query, String target) {
    assertThat(refusal(query).target()).isEqualTo(target);
  }

  @Test
  void repeats_a_long_name_only_in_part_and_never_half_a_character() {
    for (int length = 70; length < 90; length++) {
      var refusal = refusal("$" + "n".repeat(length) + "%F0%9F%98%80".repeat(1_000) + "=1");

      assertThat(refusal.getMessage()).hasSizeLessThan(200);
      assertThat(refusal.target()).hasSizeLessThan(90);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(refusal.getMessage())).isTrue();
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(refusal.target())).isTrue();
    }
  }

  @Test
  void repeats_a_long_alias_only_in_part() {
    String alias = "@" + "p".repeat(1_000);

    assertThat(refusal(alias + "=1&" + alias + "=2").target()).hasSizeLessThan(90);
  }

  private static QueryOptions.Unreadable refusal(String query) {
    return catchThrowableOfType(
        QueryOptions.Unreadable.class, () -> QueryOptions.parse(query, SUPPORTED));
  }
}
