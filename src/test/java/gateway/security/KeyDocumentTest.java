package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDocumentTest {

  private static final PublicKey RSA = TestKeys.RSA.getPublic();
  private static final PublicKey EC = TestKeys.EC.getPublic();
  private static final PublicKey WEAK = TestKeys.rsa(1024).getPublic();
  private static final PublicKey P384 = TestKeys.ec("secp384r1").getPublic();

  /** Self-signed, RSA of 2,048 bits, CN=gateway test. */
  private static final String CERTIFICATE =
      "MIIDETCCAfmgAwIBAgIUbh+/JiySMqYcdrHnr9jv9SewU94wDQYJKoZIhvcNAQELBQAwFzEVMBMG"
          + "A1UEAwwMZ2F0ZXdheSB0ZXN0MCAXDTI2MTEyNDA4Mjk1OFoYDzIxMjYxMDMxMDgyOTU4WjAXMRUw"
          + "EwYDVQQDDAxnYXRld2F5IHRlc3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDNW2ip"
          + "f0Mm7SUZUOd23EqHjTfkj00z6l72m0Uwgrjrj0cAcg9gKDQ4VidpPp9rgtWdCboD/gMkqabOuPyu"
          + "VIrVz5DNOtRQwqgOxDBGAMV6lw8aHrpG14J2h/LxSOytPevKlhMknSYYfWa11Oxrqexc2bEGK9oC"
          + "6LcbSOKKMcI9jd3pfVGBkctzCZVQm6iStcnYoACtECyNmzv0p+3G4/QzRy8Scu7364hILwHtq9tG"
          + "hk6ikefslKGkVvuMaz1RyL1syR1LF3MYrbsfbnlXVo3o4ejD2DLc/7499VM6ww4vIl2Sgo+oumrV"
          + "WiXWloaqkC9r4X8mYabYjEW3dKK2uAsnAgMBAAGjUzBRMB0GA1UdDgQWBBTajxIEPAzdiko1Qw6S"
          + "aRNwWqP+4DAfBgNVHSMEGDAWgBTajxIEPAzdiko1Qw6SaRNwWqP+4DAPBgNVHRMBAf8EBTADAQH/"
          + "MA0GCSqGSIb3DQEBCwUAA4IBAQAVSy8yUGSubSBVZem0Dnt0ObgYWKMc0+DY+Sz7rEsC0VqYsBL9"
          + "/BzCSEg73UkqYXbL+EUS7PhFtLsigzyKOcm8KdjRRM7UvcZF2Aci1uzT5uYnfPC20zNPEvgUj802"
          + "/XL+3czN0aKSxxC2APjA9uSgA1HKC7cMfrpChGTaucRf4Py+WrIrULqWUegBTu4zAoQVTJhHbeH0"
          + "nUxIGhP3C1bGThE079ZRu0NGwUa/x+JxBRKAveVydL3+wWDLMY7ot6wS7VDHxyYzPKrebEbd8qu8"
          + "cmt61/XkxaHd6W66OtX1eLCdTjxm9QHrE37FgpEfXVIPknaS80XWToB6zv0dZwBi";

  @Test
  void reads_a_public_key_as_pem() {
    assertThat(keys(TestKeys.pem(RSA))).containsExactly(RSA);
    assertThat(keys("\n# a comment\n" + TestKeys.pem(EC).replace("\n", "\r\n")))
        .containsExactly(EC);
  }

  @Test
  void reads_a_certificate_as_pem() {
    String pem = TestKeys.pem("CERTIFICATE", Base64.getDecoder().decode(CERTIFICATE));
    assertThat(keys(pem)).singleElement().extracting(PublicKey::getAlgorithm).isEqualTo("RSA");
  }

  @Test
  void reads_the_keys_of_a_set() {
    assertThat(keys(TestKeys.jwks(TestKeys.jwk("1", RSA), TestKeys.jwk("2", EC))))
        .containsExactly(RSA, EC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"use\":\"enc\"",
        "\"alg\":\"RS512\"",
        "\"alg\":\"RSA-OAEP\"",
        "\"key_ops\":[\"encrypt\"]",
        "\"alg\":\"ES256\"",
        "\"use\":1"
      })
  void passes_over_a_key_of_a_set_that_is_for_something_else(String member) {
    assertThat(keys(TestKeys.jwks(TestKeys.jwk("1", RSA, member), TestKeys.jwk("2", EC))))
        .containsExactly(EC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"use\":\"sig\"",
        "\"alg\":\"PS256\"",
        "\"key_ops\":[\"verify\"]",
        "\"x5t\":\"abc\",\"issuer\":\"https://login.example.org\""
      })
  void keeps_a_key_of_a_set_that_is_for_signatures(String member) {
    assertThat(keys(TestKeys.jwks(TestKeys.jwk("1", RSA, member)))).containsExactly(RSA);
  }

  @Test
  void passes_over_a_key_of_a_set_that_is_weak_or_secret_or_on_another_curve_or_broken() {
    String secret = "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2VjcmV0\"}";
    String broken = "{\"kty\":\"RSA\",\"kid\":\"b\"}";
    String unknown = "{\"kty\":\"FUTURE\",\"kid\":\"f\"}";
    assertThat(
            keys(
                TestKeys.jwks(
                    TestKeys.jwk("w", WEAK),
                    secret,
                    broken,
                    unknown,
                    TestKeys.jwk("p", P384),
                    TestKeys.jwk("1", RSA))))
        .containsExactly(RSA);
  }

  @Test
  void refuses_a_single_key_that_is_weak_or_on_another_curve() {
    assertThatThrownBy(() -> keys(TestKeys.pem(WEAK)))
        .isInstanceOf(UnusableKeys.class)
        .hasMessageContaining("2,048 bits");
    assertThatThrownBy(() -> keys(TestKeys.pem(P384)))
        .isInstanceOf(UnusableKeys.class)
        .hasMessageContaining("P-256");
  }

  @Test
  void refuses_a_set_without_a_usable_key() {
    assertThatThrownBy(() -> keys(TestKeys.jwks())).isInstanceOf(UnusableKeys.class);
    assertThatThrownBy(() -> keys(TestKeys.jwks(TestKeys.jwk("w", WEAK))))
        .isInstanceOf(UnusableKeys.class);
  }

  @Test
  void says_where_the_keys_are_when_it_is_given_a_discovery_document() {
    assertThatThrownBy(
            () -> keys("{\"issuer\":\"i\",\"jwks_uri\":\"https://idp.example.org/keys\"}"))
        .hasMessageContaining("'jwks_uri'");
  }

  @Test
  void refuses_a_private_key() {
    String pem = TestKeys.pem("PRIVATE KEY", TestKeys.RSA.getPrivate().getEncoded());
    assertThatThrownBy(() -> keys(pem))
        .isInstanceOf(UnusableKeys.class)
        .hasMessage("a PUBLIC KEY or a CERTIFICATE is expected, it is a PRIVATE KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "opaque",
        "{",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[1]}",
        "<html></html>",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAA=A\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
      })
  void refuses_what_is_no_key(String document) {
    assertThatThrownBy(() -> keys(document)).isInstanceOf(UnusableKeys.class);
  }

  @Test
  void refuses_two_keys_in_one_pem() {
    assertThatThrownBy(() -> keys(TestKeys.pem(RSA) + TestKeys.pem(EC)))
        .isInstanceOf(UnusableKeys.class)
        .hasMessage("one PEM block is expected, there are 2");
  }

  private static List<PublicKey> keys(String document) {
    return KeyDocument.parse(document.getBytes(StandardCharsets.UTF_8)).keys().stream()
        .map(VerificationKey::key)
        .toList();
  }
}
