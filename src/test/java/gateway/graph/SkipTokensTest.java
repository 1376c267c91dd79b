package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkipTokensTest {

  private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final String QUERY = "audits\n$top=5";
  private static final byte[] POSITION = "2017-01-01 alice".getBytes(StandardCharsets.UTF_8);

  private final SkipTokens tokens = withKey((byte) 1);

  @Property(tries = 200)
  void opens_what_it_sealed(
      @ForAll("tenants") UUID tenant,
      @ForAll String query,
      @ForAll @Size(max = 300) byte[] position) {
    assertThat(opened(tokens, tenant, query, tokens.seal(tenant, query, position)))
        .isEqualTo(position);
  }

  @Property(tries = 200)
  void opens_for_no_other_query(@ForAll String query, @ForAll String other) {
    Assume.that(!sameUtf8(query, other));

    refuses(tokens, TENANT, other, tokens.seal(TENANT, query, POSITION));
  }

  @Property(tries = 200)
  void opens_for_no_other_tenant(@ForAll("tenants") UUID tenant, @ForAll("tenants") UUID other) {
    Assume.that(!tenant.equals(other));

    refuses(tokens, other, QUERY, tokens.seal(tenant, QUERY, POSITION));
  }

  @Test
  void opens_on_every_pod_with_the_same_key_and_on_no_other() {
    String token = tokens.seal(TENANT, QUERY, POSITION);

    assertThat(opened(withKey((byte) 1), TENANT, QUERY, token)).isEqualTo(POSITION);
    refuses(withKey((byte) 2), TENANT, QUERY, token);
  }

  @Test
  void refuses_a_token_with_any_bit_turned() {
    var bytes = Base64.getUrlDecoder().decode(tokens.seal(TENANT, QUERY, POSITION));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var turned = bytes.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      if (turned[0] != 0) {
        refuses(tokens, TENANT, QUERY, encoded(turned));
      }
    }
  }

  @Test
  void refuses_a_token_that_was_cut_or_lengthened() {
    String token = tokens.seal(TENANT, QUERY, POSITION);
    for (int length = 0; length < token.length(); length++) {
      refuses(tokens, TENANT, QUERY, token.substring(0, length));
    }
    refuses(tokens, TENANT, QUERY, token + "A");
    refuses(tokens, TENANT, QUERY, token + "AAAA");
    refuses(tokens, TENANT, QUERY, token + token);
  }

  @Test
  void refuses_another_spelling_of_a_token() {
    String token = tokens.seal(TENANT, QUERY, new byte[1]);
    assertThat(token).hasSize(40);

    refuses(tokens, TENANT, QUERY, token + "=");
    refuses(tokens, TENANT, QUERY, token.substring(0, 20) + "\n" + token.substring(20));
    refuses(tokens, TENANT, QUERY, " " + token);

    String ofSpareBits = tokens.seal(TENANT, QUERY, new byte[2]);
    char last = ofSpareBits.charAt(ofSpareBits.length() - 1);
    refuses(
        tokens,
        TENANT,
        QUERY,
        ofSpareBits.substring(0, ofSpareBits.length() - 1) + (char) (last + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "AQ",
        "AQ==",
        "!!!!",
        "null",
        "100",
        "\u00E9",
        "AQ+/",
        "Ag",
        "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "_wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void refuses_garbage(String token) {
    refuses(tokens, TENANT, QUERY, token);
  }

  @Test
  void says_that_an_old_format_is_gone() {
    String old = tokens.seal((byte) 0, TENANT, QUERY, POSITION);

    assertThat(catchThrowableOfType(Problem.class, () -> opened(tokens, TENANT, QUERY, old)).code())
        .isEqualTo(ErrorCode.GONE);
  }

  @Test
  void shows_nothing_of_a_position_and_never_repeats_itself() {
    String token = tokens.seal(TENANT, QUERY, POSITION);

    assertThat(token).isNotEqualTo(tokens.seal(TENANT, QUERY, POSITION));
    assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
        .doesNotContain("alice");
  }

  @Test
  void needs_no_encoding_in_an_address() {
    for (int length = 0; length < 50; length++) {
      assertThat(tokens.seal(TENANT, QUERY, new byte[length])).matches("[A-Za-z0-9_-]+");
    }
  }

  @Test
  void does_nothing_without_its_key() {
    assertThatThrownBy(() -> new SkipTokens().seal(TENANT, QUERY, POSITION))
        .isInstanceOf(IllegalStateException.class);
  }

  @Provide
  static Arbitrary<UUID> tenants() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  private static SkipTokens withKey(byte first) {
    var key = new byte[32];
    key[0] = first;
    var tokens = new SkipTokens();
    tokens.use(key);
    return tokens;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] opened(SkipTokens tokens, UUID tenant, String query, String token) {
    var position = tokens.open(tenant, query, token);
    var bytes = new byte[position.remaining()];
    position.get(bytes);
    return bytes;
  }

  private static void refuses(SkipTokens tokens, UUID tenant, String query, String token) {
    var problem = catchThrowableOfType(Problem.class, () -> opened(tokens, tenant, query, token));

    assertThat(problem).as(token).isNotNull();
    assertThat(problem.code()).as(token).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$skiptoken");
  }

  /** Lone surrogates, which no query can hold, are all one question mark. */
  private static boolean sameUtf8(String one, String other) {
    return Arrays.equals(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
