package gateway.sdk;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Lets the service listen with TLS, too: a certificate for {@code localhost} that signs itself. */
public final class TestCertificate implements QuarkusTestResourceLifecycleManager {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "gateway";

  /**
   * Where the key store lies: a system property, because tests and test resources may have class
   * loaders of their own.
   */
  private static final String KEY_STORE = "test.key-store";

  @Override
  public Map<String, String> start() {
    try {
      var folder = Files.createTempDirectory("gateway-test-tls");
      var file = folder.resolve("localhost.p12");
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      generate(file);
      System.setProperty(KEY_STORE, file.toString());
      return Map.of(
          "quarkus.tls.localhost.key-store.p12.path",
          file.toString(),
          "quarkus.tls.localhost.key-store.p12.password",
          PASSWORD,
          "quarkus.http.tls-configuration-name",
          "localhost",
          "quarkus.http.test-ssl-port",
          "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    System.clearProperty(KEY_STORE);
  }

  /** A client that trusts this certificate and no other. */
  static OkHttpClient.Builder trustedBy(OkHttpClient.Builder client) {
    var managers = trustManagers();
    return client.sslSocketFactory(
        context(managers).getSocketFactory(), (X509TrustManager) managers[0]);
  }

  /** TLS that trusts this certificate and no other. */
  static SSLContext trusted() {
    return context(trustManagers());
  }

  /** The certificate as PEM. */
  static String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(certificate().getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager[] trustManagers() {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, certificate());
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The test certificate cannot be trusted.", e);
    }
  }

  private static SSLContext context(TrustManager[] managers) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, managers, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate certificate() {
    try (InputStream in = Files.newInputStream(Path.of(System.getProperty(KEY_STORE)))) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys.getCertificate(ALIAS);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The test certificate cannot be read.", e);
    }
  }

  private static void generate(Path file) throws IOException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
