package gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Makes any token, good or forged, with the JDK alone: what checks tokens must not make those that
 * test it.
 *
 * <p>Claims and header members are JSON texts, so that a test can write what no library would.
 */
public final class TestTokens {

  public static final UUID TENANT = UUID.fromString("7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71");
  public static final UUID PRINCIPAL = UUID.fromString("c2d1f3a4-9b7e-4f60-8a51-3e6d7c8b9a02");
  public static final UUID APPLICATION = UUID.fromString("11f0a7c8-6d5e-4b3a-92c1-d0e9f8a7b6c5");
  public static final String ISSUER_PATTERN = "https://login.example.org/{tenantid}/v2.0";
  public static final String AUDIENCE = "api://remote-action-audits";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();

  private TestTokens(UUID tenant, Instant now) {
    header.put("typ", quoted("JWT"));
    claims.put("iss", quoted(ISSUER_PATTERN.replace("{tenantid}", tenant.toString())));
    claims.put("aud", quoted(AUDIENCE));
    claims.put("tid", quoted(tenant.toString()));
    claims.put("nbf", String.valueOf(now.getEpochSecond()));
    claims.put("exp", String.valueOf(now.getEpochSecond() + 3600));
    claims.put("oid", quoted(PRINCIPAL.toString()));
    claims.put("azp", quoted(APPLICATION.toString()));
  }

  /** A person's token with these scopes. */
  public static TestTokens delegated(UUID tenant, Instant now, String... scopes) {
    return new TestTokens(tenant, now)
        .claim("sub", quoted("pairwise-subject"))
        .claim("preferred_username", quoted("ada@example.org"))
        .claim("scp", quoted(String.join(" ", scopes)));
  }

  /** An application's token with these roles. */
  public static TestTokens application(UUID tenant, Instant now, String... roles) {
    return new TestTokens(tenant, now)
        .claim("sub", quoted(PRINCIPAL.toString()))
        .claim("idtyp", quoted("app"))
        .claim("roles", array(roles));
  }

  /** Sets a claim to a JSON text. */
  public TestTokens claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  public TestTokens without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** Sets a header member to a JSON text. */
  public TestTokens header(String name, String json) {
    header.put(name, json);
    return this;
  }

  public TestTokens keyId(String kid) {
    return header("kid", quoted(kid));
  }

  /** The token, signed with {@link TestKeys#RSA} as RS256. */
  public String signed() {
    return signed("RS256", TestKeys.RSA.getPrivate());
  }

  /** The token; its header names the algorithm that signs it. */
  public String signed(String algorithm, Key key) {
    return signedAs(algorithm, algorithm, key);
  }

  /** A token whose header may name another algorithm than the one that signs it. */
  public String signedAs(String alg, String algorithm, Key key) {
    header.put("alg", quoted(alg));
    return sign(object(header), object(claims), algorithm, key);
  }

  /** The claims as a JSON text. */
  public String claimsText() {
    return object(claims);
  }

  public static String sign(String header, String claims, String algorithm, Key key) {
    String signed = base64Url(utf8(header)) + "." + base64Url(utf8(claims));
    return signed + "." + base64Url(signature(algorithm, key, utf8(signed)));
  }

  public static byte[] signature(String algorithm, Key key, byte[] signed) {
    try {
      return switch (algorithm) {
        case "RS256" -> sign("SHA256withRSA", null, key, signed);
        case "RS512" -> sign("SHA512withRSA", null, key, signed);
        case "PS256" ->
            sign(
                "RSASSA-PSS",
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1),
                key,
                signed);
        case "ES256" -> sign("SHA256withECDSAinP1363Format", null, key, signed);
        case "HS256" -> {
          var mac = Mac.getInstance("HmacSHA256");
          mac.init(key);
          yield mac.doFinal(signed);
        }
        default -> throw new IllegalArgumentException(algorithm);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(
      String name, @Nullable AlgorithmParameterSpec parameters, Key key, byte[] signed)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(name);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.initSign((PrivateKey) key);
    signature.update(signed);
    return signature.sign();
  }

  public static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A JSON string of a text that needs no escaping. */
  public static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** A JSON array of strings. */
  public static String array(String... texts) {
    return Arrays.stream(texts).map(TestTokens::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
