package gateway.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key pairs, made anew for each run, and the documents in which their public halves are published.
 */
public final class TestKeys {

  public static final KeyPair RSA = rsa(2048);
  public static final KeyPair OTHER_RSA = rsa(2048);
  public static final KeyPair EC = ec("secp256r1");

  private TestKeys() {}

  /** A key for HS256 out of any bytes, such as those of a public key. */
  public static Key secret(byte[] bytes) {
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** A public key as PEM. */
  public static String pem(PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  public static String pem(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  /** A JWK set of these JWKs. */
  public static String jwks(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  /** A public key as JWK with this {@code kid}, and further members such as {@code "use":"sig"}. */
  public static String jwk(String kid, PublicKey key, String... members) {
    String own =
        switch (key) {
          case RSAPublicKey rsa ->
              "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                  .formatted(
                      TestTokens.base64Url(unsigned(rsa.getModulus(), 0)),
                      TestTokens.base64Url(unsigned(rsa.getPublicExponent(), 0)));
          case ECPublicKey ec -> {
            int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            yield "\"kty\":\"EC\",\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\""
                .formatted(
                    ec.getParams().getCurve().getField().getFieldSize(),
                    TestTokens.base64Url(unsigned(ec.getW().getAffineX(), size)),
                    TestTokens.base64Url(unsigned(ec.getW().getAffineY(), size)));
          }
          default -> throw new IllegalArgumentException(key.getAlgorithm());
        };
    String name = kid.isEmpty() ? "" : ",\"kid\":" + TestTokens.quoted(kid);
    return "{"
        + own
        + name
        + Stream.of(members).map(member -> "," + member).collect(Collectors.joining())
        + "}";
  }

  public static KeyPair rsa(int bits) {
    return pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }

  public static KeyPair ec(String curve) {
    return pair("EC", new ECGenParameterSpec(curve));
  }

  private static byte[] unsigned(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    var padded = new byte[Math.max(size, bytes.length - sign)];
    System.arraycopy(
        bytes, sign, padded, padded.length - (bytes.length - sign), bytes.length - sign);
    return padded;
  }

  private static KeyPair pair(String type, AlgorithmParameterSpec parameters) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
