package gateway.security;

import static gateway.security.TestKeys.RSA;
import static gateway.security.TestTokens.base64Url;
import static gateway.security.TestTokens.quoted;
import static gateway.security.TokenRefusal.NOT_A_TOKEN;
import static gateway.security.TokenRefusal.TOO_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTokenTest {

  private static final String HEADER = "{\"alg\":\"RS256\"}";

  private final TestGate gate = new TestGate(TestKeys.pem(RSA.getPublic()));

  @Test
  void refuses_a_token_whose_signature_was_cut_off() {
    String token = gate.person().signed();
    String unsigned = token.substring(0, token.lastIndexOf('.'));
    refuses(unsigned, NOT_A_TOKEN);
    refuses(unsigned + ".", NOT_A_TOKEN);
    refuses(
        base64Url("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + token.split("\\.")[1]
            + ".",
        NOT_A_TOKEN);
  }

  @Test
  void refuses_what_is_not_three_parts_of_base64url() {
    String token = gate.person().signed();
    String[] parts = token.split("\\.");
    refuses("opaque", NOT_A_TOKEN);
    refuses("..", NOT_A_TOKEN);
    refuses(token + ".", NOT_A_TOKEN);
    refuses(token + "." + parts[1] + "." + parts[2], NOT_A_TOKEN);
    refuses("." + token, NOT_A_TOKEN);
    refuses(parts[0] + ".." + parts[2], NOT_A_TOKEN);
    refuses(token + "==", NOT_A_TOKEN);
    refuses(parts[0] + "=." + parts[1] + "." + parts[2], NOT_A_TOKEN);
    refuses(
        parts[0] + "." + parts[1].substring(0, 9) + "\n" + parts[1].substring(9) + "." + parts[2],
        NOT_A_TOKEN);
    refuses(parts[0] + ". " + parts[1] + "." + parts[2], NOT_A_TOKEN);
    refuses(parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2), NOT_A_TOKEN);
    refuses(token.replaceFirst("e", "\u00e9"), NOT_A_TOKEN);
  }

  @Test
  void refuses_bits_behind_the_last_byte_of_a_signature() {
    String token = gate.person().signed();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char last = token.charAt(token.length() - 1);
    refuses(
        token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1),
        NOT_A_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"\\u0061lg\":\"none\"}",
        "{\"alg\":\"RS256\"} ,",
        "{\"alg\":\"RS256\"}{}",
        "{\"alg\":\"RS256\",\"kid\":1}",
        "{\"alg\":\"RS256\",\"kid\":null}",
        "[\"RS256\"]",
        "\"RS256\"",
        "{'alg':'RS256'}",
        "\uFEFF{\"alg\":\"RS256\"}"
      })
  void refuses_a_header_that_is_not_strict_json(String header) {
    refuses(
        TestTokens.sign(header, gate.person().claimsText(), "RS256", RSA.getPrivate()),
        NOT_A_TOKEN);
  }

  @Test
  void refuses_claims_that_are_not_strict_json() {
    String claims = gate.person().claimsText();
    refuses(
        TestTokens.sign(
            HEADER, claims.replaceFirst("\\{", "{\"tid\":\"x\","), "RS256", RSA.getPrivate()),
        NOT_A_TOKEN);
    refuses(
        TestTokens.sign(
            HEADER,
            claims.replaceFirst("\\{", "{\"a\":1,\"\\\\u0061\":2,"),
            "RS256",
            RSA.getPrivate()),
        NOT_A_TOKEN);
    refuses(TestTokens.sign(HEADER, claims + "x", "RS256", RSA.getPrivate()), NOT_A_TOKEN);
    refuses(TestTokens.sign(HEADER, "[" + claims + "]", "RS256", RSA.getPrivate()), NOT_A_TOKEN);
    refuses(TestTokens.sign(HEADER, "opaque", "RS256", RSA.getPrivate()), NOT_A_TOKEN);
  }

  @Test
  void refuses_claims_that_are_not_utf_8() {
    String claims = gate.person().claim("name", quoted("\u00e9")).claimsText();
    String signed =
        base64Url(HEADER.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64Url(claims.getBytes(StandardCharsets.ISO_8859_1));
    byte[] signature =
        TestTokens.signature("RS256", RSA.getPrivate(), signed.getBytes(StandardCharsets.US_ASCII));
    refuses(signed + "." + base64Url(signature), NOT_A_TOKEN);
  }

  @Test
  void refuses_a_token_that_is_longer_than_a_header_block() {
    refuses(gate.person().claim("padding", quoted("x".repeat(13_000))).signed(), TOO_LONG);
    assertThat(gate.admit(gate.person().claim("padding", quoted("x".repeat(10_000))).signed()))
        .isNotNull();
  }

  private void refuses(String token, TokenRefusal reason) {
    gate.refuses(token, reason.message());
  }
}
