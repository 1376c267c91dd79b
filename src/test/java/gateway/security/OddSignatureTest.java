package gateway.security;

import static gateway.security.TestKeys.EC;
import static gateway.security.TestKeys.RSA;
import static gateway.security.TestTokens.base64Url;
import static gateway.security.TestTokens.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that some library somewhere would take, and names of keys that are no names. */
class OddSignatureTest {

  private static final BigInteger ORDER = ((ECPrivateKey) EC.getPrivate()).getParams().getOrder();

  private final TestGate gate =
      new TestGate(
          TestKeys.jwks(TestKeys.jwk("rsa", RSA.getPublic()), TestKeys.jwk("ec", EC.getPublic())));

  @Test
  void refuses_a_signature_of_ecdsa_in_the_form_of_certificates() throws Exception {
    String unsigned = unsigned(gate.person().keyId("ec").signed("ES256", EC.getPrivate()));
    var signature = Signature.getInstance("SHA256withECDSA");

    refuses(unsigned, made(signature, EC.getPrivate(), unsigned));
  }

  @Test
  void refuses_numbers_of_ecdsa_outside_their_range() {
    String token = gate.person().keyId("ec").signed("ES256", EC.getPrivate());
    byte[] good =
        java.util.Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    byte[] zero = new byte[32];
    byte[] order = Arrays.copyOfRange(ORDER.toByteArray(), 1, 33);
    byte[] r = Arrays.copyOf(good, 32);
    byte[] s = Arrays.copyOfRange(good, 32, 64);
    byte[] one = new byte[32];
    one[31] = 1;

    for (byte[] odd : new byte[][] {zero, order, one}) {
      refuses(unsigned(token), joined(odd, s));
      refuses(unsigned(token), joined(r, odd));
      refuses(unsigned(token), joined(odd, odd));
    }
    refuses(unsigned(token), joined(good, new byte[1]));
    refuses(unsigned(token), Arrays.copyOf(good, 63));
    refuses(unsigned(token), joined(s, r));
    assertThat(gate.admit(token)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"0, SHA-256", "20, SHA-256", "64, SHA-256", "32, SHA-1"})
  void refuses_a_pss_signature_with_another_salt_or_mask(int salt, String mask) throws Exception {
    String unsigned = unsigned(gate.person().keyId("rsa").signed("PS256", RSA.getPrivate()));
    var signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", new MGF1ParameterSpec(mask), salt, 1));

    refuses(unsigned, made(signature, RSA.getPrivate(), unsigned));
  }

  @Test
  void refuses_an_rsa_signature_with_a_byte_more_or_less() {
    String token = gate.person().keyId("rsa").signed();
    byte[] good =
        java.util.Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));

    refuses(unsigned(token), joined(new byte[1], good));
    refuses(unsigned(token), joined(good, new byte[1]));
    refuses(unsigned(token), Arrays.copyOf(good, 255));
    refuses(unsigned(token), new byte[256]);
    refuses(unsigned(token), new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../dev/null",
        "rsa' or '1'='1",
        ".*",
        "rs%",
        "rsa\\u0000",
        "rsa ",
        "",
        "http://192.0.2.7/rsa",
        "Rsa"
      })
  void takes_the_name_of_a_key_for_nothing_but_a_name(String keyId) {
    gate.refuses(
        gate.person().header("kid", quoted(keyId)).signed(), TokenRefusal.UNKNOWN_KEY.message());
  }

  @Test
  void reads_a_name_that_is_written_with_escapes() {
    assertThat(gate.admit(gate.person().header("kid", "\"\\u0072sa\"").signed())).isNotNull();
    String escaped = gate.person().claimsText().replace("\"tid\"", "\"\\u0074id\"");
    assertThat(
            gate.admit(TestTokens.sign("{\"alg\":\"RS256\"}", escaped, "RS256", RSA.getPrivate()))
                .tenant())
        .isEqualTo(TestTokens.TENANT);
  }

  @Test
  void refuses_a_token_within_a_token_and_one_that_is_encrypted() {
    String inner = gate.person().signed();

    gate.refuses(
        TestTokens.sign("{\"alg\":\"RS256\",\"cty\":\"JWT\"}", inner, "RS256", RSA.getPrivate()),
        TokenRefusal.NOT_A_TOKEN.message());
    gate.refuses(
        TestTokens.sign(
            "{\"alg\":\"RS256\",\"cty\":\"JWT\"}", quoted(inner), "RS256", RSA.getPrivate()),
        TokenRefusal.NOT_A_TOKEN.message());
    gate.refuses("e30.e30.e30.e30.e30", TokenRefusal.NOT_A_TOKEN.message());
  }

  private void refuses(String unsigned, byte[] signature) {
    gate.refuses(unsigned + "." + base64Url(signature), TokenRefusal.WRONG_SIGNATURE.message());
  }

  private static String unsigned(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static byte[] made(Signature signature, PrivateKey key, String text)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return signature.sign();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
