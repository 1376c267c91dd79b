package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.odata.QueryOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  private static final String ADDRESS = "root/things";
  private static final Set<String> OPTIONS =
      Set.of("$top", "$select", "$filter", "$count", "$skiptoken");
  private static final byte[] KEY = "last".getBytes(StandardCharsets.UTF_8);
  private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER_TENANT = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private final SkipTokens tokens = new SkipTokens();

  @Test
  void gives_no_link_that_the_service_itself_would_refuse() {
    var call = call("$filter=x", "");
    var page = page("$filter=x", "");

    assertThat(page.nextLink(call, ADDRESS, tokens, new byte[48_000])).hasSizeLessThan(65_536);
    var problem =
        catchThrowableOfType(
            Problem.class, () -> page.nextLink(call, ADDRESS, tokens, new byte[49_200]));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$orderby");
  }

  PageTest() {
    tokens.use(new byte[32]);
  }

  private record Tenant(UUID tenant) implements Identity {
    @Override
    public String application() {
      return "app";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | 100 | 100",
        "$top=0 | '' | 1000 | 0",
        "$top=1 | '' | 1000 | 1",
        "$top=100 | '' | 1000 | 100",
        "$top=101 | '' | 1000 | 101",
        "$top=1000 | '' | 1000 | 1000",
        "$top=1001 | '' | 1000 | 1000",
        "$top=007 | '' | 1000 | 7",
        "$top=999999999999999999 | '' | 1000 | 1000",
        "$top=9223372036854775808 | '' | 1000 | 1000",
        "$top=99999999999999999999999999 | '' | 1000 | 1000",
        "'' | maxpagesize=5 | 5 | 5",
        "'' | odata.maxpagesize=1000 | 1000 | 1000",
        "'' | odata.maxpagesize=1001 | 1000 | 1000",
        "'' | odata.maxpagesize=99999999999999999999 | 1000 | 1000",
        "'' | odata.maxpagesize=0 | 100 | 100",
        "$top=7 | odata.maxpagesize=5 | 5 | 5",
        "$top=3 | odata.maxpagesize=5 | 5 | 3",
      })
  void bounds_a_page_by_top_preference_and_the_services_own_size(
      String query, String prefer, int size, int limit) {
    var page = page(query, prefer);

    assertThat(page.size()).isEqualTo(size);
    assertThat(page.limit()).isEqualTo(limit);
    assertThat(page.after()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | true",
        "$top=0 | '' | false",
        "$top=100 | '' | false",
        "$top=1000 | '' | false",
        "$top=1001 | '' | true",
        "$top=99999999999999999999999999 | '' | true",
        "$top=5 | maxpagesize=5 | false",
        "$top=6 | maxpagesize=5 | true",
      })
  void wants_more_until_top_is_reached(String query, String prefer, boolean more) {
    assertThat(page(query, prefer).wantsMore()).isEqualTo(more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "x",
        " 1",
        "1 ",
        "0x10",
        "\u0661",
        "null",
        "-99999999999999999999",
      })
  void refuses_a_top_that_is_no_whole_number(String top) {
    var problem = catchThrowableOfType(Problem.class, () -> page("$top=" + encoded(top), ""));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$top");
    assertThat(problem).hasMessageStartingWith("$top is a whole number from 0, not '" + top + "'.");
  }

  @Test
  void links_to_the_page_behind_with_the_same_options() {
    var first = call("filter=a%20eq%20'%C3%A9%26'&$top=150&@p=1+2&count=true&trace=7", "");
    String link = Page.of(first, ADDRESS, tokens).nextLink(first, ADDRESS, tokens, KEY);

    assertThat(link)
        .startsWith(
            "https://host.example/beta/root/things?$count=true&$filter=a%20eq%20%27%C3%A9%26%27&$top=150&%40p=1%202&$skiptoken=");
    var next = call(link.substring(link.indexOf('?') + 1), "");
    assertThat(next.options().get("$filter")).contains("a eq 'é&'");
    assertThat(key(Page.of(next, ADDRESS, tokens))).isEqualTo("last");
  }

  @Test
  void goes_on_with_the_size_and_what_top_left() {
    var second = behind("$top=12", "maxpagesize=5", "");
    assertThat(second.limit()).isEqualTo(5);
    assertThat(second.remaining()).isEqualTo(OptionalLong.of(7));

    assertThat(behind("", "maxpagesize=5", "").limit()).isEqualTo(5);
    assertThat(behind("", "maxpagesize=5", "").remaining()).isEmpty();
  }

  @Test
  void changes_its_size_when_a_later_page_prefers_another() {
    assertThat(behind("", "maxpagesize=5", "maxpagesize=50").limit()).isEqualTo(50);
    assertThat(behind("$top=12", "maxpagesize=5", "maxpagesize=50").limit()).isEqualTo(7);
  }

  @Property(tries = 200)
  void pages_add_up_to_top(
      @ForAll @IntRange(max = 50) int top, @ForAll @IntRange(min = 1, max = 20) int size) {
    var sizes = new ArrayList<Integer>();
    String query = "$top=" + top;
    Page page;
    do {
      var call = call(query, "maxpagesize=" + size);
      page = Page.of(call, ADDRESS, tokens);
      sizes.add(page.limit());
      String link = page.nextLink(call, ADDRESS, tokens, KEY);
      query = link.substring(link.indexOf('?') + 1);
    } while (page.wantsMore() && sizes.size() <= top);

    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(top);
    assertThat(sizes).allMatch(s -> s <= size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$top=6&", "", "$top=5&$filter=x&", "$top=5&$count=true&", "$top=5&@p=1&"})
  void refuses_a_token_of_another_query(String options) {
    String token = token("$top=5");
    assertThat(key(page("$top=5&$skiptoken=" + token, ""))).isEqualTo("last");

    refusesToken(() -> page(options + "$skiptoken=" + token, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "$select=id%0A$top=5, $select=id&$top=5",
    "$select=id&$top=5, $select=id%0A$top=5",
    "$select=id%26$top%3D5, $select=id&$top=5",
    "@p=1%0A@q=2, @p=1&@q=2",
    "@p%3D1=2, @p=1%3D2",
  })
  void refuses_a_token_of_a_query_that_is_another_in_its_values_only(String of, String query) {
    String token = token(of);
    assertThat(key(page(of + "&$skiptoken=" + token, ""))).isEqualTo("last");

    refusesToken(() -> page(query + "&$skiptoken=" + token, ""));
  }

  @Test
  void takes_a_token_whatever_the_order_and_spelling_of_options() {
    String token = token("$top=5&$select=id");

    assertThat(key(page("SELECT=id&skiptoken=" + token + "&TOP=5", ""))).isEqualTo("last");
  }

  @Test
  void refuses_a_token_of_another_address_or_tenant() {
    String query = "$skiptoken=" + token("");

    refusesToken(() -> Page.of(call(query, ""), "root/others", tokens));
    refusesToken(() -> Page.of(call(query, "", OTHER_TENANT), ADDRESS, tokens));
  }

  @Test
  void refuses_an_empty_token() {
    refusesToken(() -> page("$skiptoken=", ""));
    refusesToken(() -> page("$skiptoken", ""));
  }

  @Test
  void says_which_page_size_it_applied() {
    assertThat(page("", "").applied(call("", ""))).isEmpty();
    for (String sent : List.of("maxpagesize=5", "odata.maxpagesize=5")) {
      assertThat(page("", sent).applied(call("", sent))).isEqualTo("odata.maxpagesize=5");
    }
    assertThat(page("", "maxpagesize=5000").applied(call("", "maxpagesize=5000")))
        .isEqualTo("odata.maxpagesize=1000");
  }

  private Page behind(String query, String prefer, String preferNext) {
    var call = call(query, prefer);
    String link = Page.of(call, ADDRESS, tokens).nextLink(call, ADDRESS, tokens, KEY);
    return page(link.substring(link.indexOf('?') + 1), preferNext);
  }

  private String token(String query) {
    var call = call(query, "");
    String link = Page.of(call, ADDRESS, tokens).nextLink(call, ADDRESS, tokens, KEY);
    return link.substring(link.indexOf("$skiptoken=") + "$skiptoken=".length());
  }

  private Page page(String query, String prefer) {
    return Page.of(call(query, prefer), ADDRESS, tokens);
  }

  private static Call call(String query, String prefer) {
    return call(query, prefer, TENANT);
  }

  private static Call call(String query, String prefer, UUID tenant) {
    try {
      return new Call(
          TestRequest.of("GET", "/").sent(),
          List.of(),
          "https://host.example/beta",
          new Tenant(tenant),
          Form.json(MetadataLevel.MINIMAL),
          Preferences.parse(prefer),
          QueryOptions.parse(query, OPTIONS));
    } catch (QueryOptions.Unreadable e) {
      throw new AssertionError(e);
    }
  }

  private static String key(Page page) {
    return StandardCharsets.UTF_8.decode(page.after().orElseThrow()).toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void refusesToken(ThrowingCallable opening) {
    var problem = catchThrowableOfType(Problem.class, opening);

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$skiptoken");
  }
}
