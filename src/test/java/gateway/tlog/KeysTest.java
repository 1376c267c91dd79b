package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  /** RFC 8032 §7.1: secret key, public key, message, signature. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
        + "af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  })
  void derives_the_public_key_and_signs_as_rfc_8032_has_it(
      String secret, String publicKey, String message, String signature) {
    var key = Keys.secret(secret);
    byte[] text = HexFormat.of().parseHex(message);

    assertThat(HexFormat.of().formatHex(Ed25519.bytes(key.publicKey()))).isEqualTo(publicKey);
    assertThat(HexFormat.of().formatHex(key.sign(text))).isEqualTo(signature);
    assertThat(Ed25519.verify(key.publicKey(), text, key.sign(text))).isTrue();
  }

  /** RFC 8032 §5.1.7: S is below the group's order L; S + L would verify as well. */
  @Test
  void a_signature_has_no_second_form() {
    byte[] text = {1, 2, 3};
    byte[] signature = Keys.LOG.sign(text);
    var order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] second = signature.clone();
    byte[] sum = reversed(new BigInteger(1, reversed(signature, 32, 64)).add(order).toByteArray());
    System.arraycopy(sum, 0, second, 32, Math.min(sum.length, 32));

    assertThat(Ed25519.verify(Keys.LOG.publicKey(), text, signature)).isTrue();
    assertThat(Ed25519.verify(Keys.LOG.publicKey(), text, second)).isFalse();
    assertThat(Ed25519.verify(Keys.LOG.publicKey(), text, Arrays.copyOf(signature, 65))).isFalse();
    assertThat(Ed25519.verify(Keys.LOG.publicKey(), text, Arrays.copyOf(signature, 63))).isFalse();
    assertThat(Ed25519.verify(Keys.LOG.publicKey(), text, new byte[0])).isFalse();
  }

  private static byte[] reversed(byte[] bytes, int from, int to) {
    return reversed(Arrays.copyOfRange(bytes, from, to));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void derives_the_public_key_that_the_jdk_made_the_pair_with() throws NoSuchAlgorithmException {
    for (int i = 0; i < 50; i++) {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----\n";

      assertThat(SecretKey.ofPem(pem).publicKey()).isEqualTo(pair.getPublic());
    }
  }

  @Test
  void reads_a_key_between_other_lines_and_with_windows_line_ends() {
    var pem = Keys.pem("302e020100300506032b657004220420" + "00".repeat(31) + "01");

    assertThat(SecretKey.ofPem("the log's key\n" + pem.replace("\n", "\r\n") + "\n").publicKey())
        .isEqualTo(Keys.LOG.publicKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA=A\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
      })
  void refuses_what_is_no_key(String pem) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> SecretKey.ofPem(pem));
  }

  @ParameterizedTest
  @CsvSource({"RSA", "EC", "X25519", "Ed448"})
  void refuses_another_algorithms_key_and_says_nothing_of_it(String algorithm)
      throws NoSuchAlgorithmException {
    var encoded =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    var pem = Keys.pem(HexFormat.of().formatHex(encoded));

    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> SecretKey.ofPem(pem))
        .withMessage("the PRIVATE KEY block is not an Ed25519 key in PKCS#8")
        .withNoCause();
  }

  @Test
  void refuses_two_keys_in_one_file() {
    var pem = Keys.pem("302e020100300506032b657004220420" + "00".repeat(31) + "01");

    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> SecretKey.ofPem(pem + pem))
        .withMessage("a PEM file with more than one PRIVATE KEY block");
  }

  @Test
  void a_verifier_key_reads_back() {
    for (var key :
        new VerifierKey[] {
          new LogSigner("audits.example.org/t", Keys.LOG).verifierKey(),
          new Cosigner("witness.example.org/\u00e9", Keys.WITNESS).verifierKey()
        }) {
      assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
    }
  }

  @Test
  void the_id_is_of_name_type_and_key() {
    var log = new LogSigner("a.example", Keys.LOG).verifierKey();

    assertThat(new LogSigner("b.example", Keys.LOG).verifierKey().id()).isNotEqualTo(log.id());
    assertThat(new Cosigner("a.example", Keys.LOG).verifierKey().id()).isNotEqualTo(log.id());
    assertThat(new LogSigner("a.example", Keys.OTHER).verifierKey().id()).isNotEqualTo(log.id());
  }

  @Test
  void refuses_every_other_text_for_a_verifier_key() {
    var text = new LogSigner("a.example", Keys.LOG).verifierKey().toString();
    var parts = text.split("\\+", 3);
    for (var changed :
        new String[] {
          "",
          "a.example",
          "++",
          text + "\n",
          " " + text,
          text.substring(1),
          text.replace("a.example", ""),
          text.replace("a.example", "a example"),
          text.replace("a.example", "b.example"),
          text.replace(parts[1], "00000000"),
          text.replace(parts[1], parts[1].substring(1)),
          text.replace(parts[1], "0" + parts[1]),
          text.replace(parts[1], parts[1].toUpperCase(Locale.ROOT) + "X"),
          text.substring(0, text.length() - 1),
          text.substring(0, text.length() - 4),
          text + "AAAA",
          parts[0] + "+" + parts[1] + "+",
          parts[0] + "+" + parts[1] + "+AA==",
          parts[0] + "+" + parts[1] + "+Ag" + parts[2].substring(2),
        }) {
      assertThatExceptionOfType(Malformed.class)
          .describedAs(changed)
          .isThrownBy(() -> VerifierKey.parse(changed));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // y = p and p + 1, which are 0 and 1 in another encoding; y = 2^255 - 1; a sign for an x
        // that is 0; and a y that no x belongs to
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "00",
        "",
      })
  void refuses_what_is_no_point_of_the_curve(String key) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Ed25519.publicKey(HexFormat.of().parseHex(key), "key"));
  }
}
