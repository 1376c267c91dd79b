package gateway.security;

import static gateway.security.TestKeys.EC;
import static gateway.security.TestKeys.OTHER_RSA;
import static gateway.security.TestKeys.RSA;
import static gateway.security.TestTokens.base64Url;
import static gateway.security.TestTokens.quoted;
import static gateway.security.TokenRefusal.CRITICAL_HEADER;
import static gateway.security.TokenRefusal.UNKNOWN_KEY;
import static gateway.security.TokenRefusal.UNSUPPORTED_ALGORITHM;
import static gateway.security.TokenRefusal.WRONG_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgedTokenTest {

  private final TestGate gate =
      new TestGate(
          TestKeys.jwks(
              TestKeys.jwk("rsa", RSA.getPublic()),
              TestKeys.jwk("ec", EC.getPublic()),
              TestKeys.jwk("pss", OTHER_RSA.getPublic(), "\"alg\":\"PS256\"")));

  @Test
  void accepts_each_of_the_three_algorithms() {
    assertThat(gate.admit(gate.person().keyId("rsa").signed("RS256", RSA.getPrivate())))
        .isNotNull();
    assertThat(gate.admit(gate.person().keyId("rsa").signed("PS256", RSA.getPrivate())))
        .isNotNull();
    assertThat(gate.admit(gate.person().keyId("ec").signed("ES256", EC.getPrivate()))).isNotNull();
  }

  @Test
  void accepts_a_token_without_a_key_id_when_one_of_the_keys_fits() {
    assertThat(gate.admit(gate.person().signed("ES256", EC.getPrivate()))).isNotNull();
    assertThat(gate.admit(gate.person().signed("PS256", OTHER_RSA.getPrivate()))).isNotNull();
  }

  @Test
  void refuses_a_key_that_is_not_known() {
    refuses(gate.person().keyId("rsa").signed("RS256", OTHER_RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(gate.person().keyId("RSA").signed("RS256", RSA.getPrivate()), UNKNOWN_KEY);
  }

  @Test
  void refuses_a_key_id_of_a_key_of_another_type_or_another_algorithm() {
    refuses(gate.person().keyId("ec").signed("RS256", RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(gate.person().keyId("rsa").signed("ES256", EC.getPrivate()), WRONG_SIGNATURE);
    refuses(gate.person().keyId("pss").signed("RS256", OTHER_RSA.getPrivate()), WRONG_SIGNATURE);
  }

  @Test
  void refuses_a_header_that_names_another_algorithm_than_the_one_that_signed() {
    refuses(
        gate.person().keyId("rsa").signedAs("PS256", "RS256", RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(
        gate.person().keyId("rsa").signedAs("RS256", "PS256", RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(
        gate.person().keyId("ec").signedAs("ES256", "RS256", RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(
        gate.person().keyId("rsa").signedAs("RS256", "RS512", RSA.getPrivate()), WRONG_SIGNATURE);
  }

  @Test
  void refuses_the_public_key_as_the_secret_of_an_hmac() {
    byte[][] guesses = {
      RSA.getPublic().getEncoded(),
      TestKeys.pem(RSA.getPublic()).getBytes(StandardCharsets.US_ASCII),
      ((RSAPublicKey) RSA.getPublic()).getModulus().toByteArray()
    };
    for (byte[] guess : guesses) {
      refuses(gate.person().signed("HS256", TestKeys.secret(guess)), UNSUPPORTED_ALGORITHM);
      refuses(gate.person().signedAs("RS256", "HS256", TestKeys.secret(guess)), WRONG_SIGNATURE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"\"}",
        "{\"alg\":\"rs256\"}",
        "{\"alg\":\"RS512\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"RS256\"]}",
        "{}"
      })
  void refuses_every_other_algorithm(String header) {
    refuses(
        TestTokens.sign(header, gate.person().claimsText(), "RS256", RSA.getPrivate()),
        UNSUPPORTED_ALGORITHM);
  }

  @Test
  void refuses_claims_that_were_changed_after_signing() {
    String[] good = gate.person().signed().split("\\.");
    String[] other = gate.person().claim("scp", quoted("Everything")).signed().split("\\.");
    refuses(good[0] + "." + other[1] + "." + good[2], WRONG_SIGNATURE);
    refuses(
        gate.person().header("x", "1").signed().split("\\.")[0] + "." + good[1] + "." + good[2],
        WRONG_SIGNATURE);
  }

  @Test
  void refuses_a_signature_of_zeros() {
    String unsigned = gate.person().keyId("ec").signed("ES256", EC.getPrivate());
    String zeros = unsigned.substring(0, unsigned.lastIndexOf('.') + 1) + base64Url(new byte[64]);
    refuses(zeros, WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[\"exp\"]", "[\"b64\"]", "\"exp\"", "false"})
  void refuses_a_critical_header_whatever_its_value(String value) {
    refuses(gate.person().header("crit", value).signed(), CRITICAL_HEADER);
  }

  @Test
  void takes_no_key_and_no_address_from_a_token() {
    String own = TestKeys.jwk("own", OTHER_RSA.getPublic());
    refuses(
        gate.person().keyId("own").header("jwk", own).signed("RS256", OTHER_RSA.getPrivate()),
        UNKNOWN_KEY);
    refuses(
        gate.person().header("jwk", own).signed("RS256", OTHER_RSA.getPrivate()), WRONG_SIGNATURE);
    refuses(
        gate.person()
            .header("jku", quoted("http://192.0.2.7/keys"))
            .signed("RS256", OTHER_RSA.getPrivate()),
        WRONG_SIGNATURE);
    refuses(
        gate.person()
            .header("x5u", quoted("http://192.0.2.7/chain"))
            .signed("RS256", OTHER_RSA.getPrivate()),
        WRONG_SIGNATURE);
    assertThat(gate.admit(gate.person().header("jwk", own).signed())).isNotNull();
  }

  @Test
  void reads_the_claims_as_base64url_whatever_b64_says() {
    assertThat(gate.admit(gate.person().header("b64", "false").signed())).isNotNull();
  }

  private void refuses(String token, TokenRefusal reason) {
    gate.refuses(token, reason.message());
  }
}
