package gateway.sdk;

import java.net.URI;
import java.util.List;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.message.BasicHeader;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.uri.URIBuilder;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.client.core.http.AbstractHttpClientFactory;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;

/** Apache Olingo's client of one caller, which asks for all control information there is. */
record Olingo(ODataClient client, String root) {

  static final FullQualifiedName AUDIT =
      new FullQualifiedName("microsoft.graph", "remoteActionAudit");
  private static final String AUDITS = "deviceManagement/remoteActionAudits";

  static Olingo of(String origin, String token) {
    var client = ODataClientFactory.getClient();
    client.getConfiguration().setDefaultPubFormat(ContentType.JSON_FULL_METADATA);
    client.getConfiguration().setHttpClientFactory(new Caller(token));
    return new Olingo(client, origin + "/beta");
  }

  /** Where the audits are; options and keys can be appended. */
  URIBuilder audits() {
    return client.newURIBuilder(root).appendEntitySetSegment(AUDITS);
  }

  /** An audit of which nothing is set but what must be. */
  ClientEntity audit(String action, String requested) {
    var audit = client.getObjectFactory().newEntity(AUDIT);
    set(audit, "action", "microsoft.graph.remoteAction", action);
    audit
        .getProperties()
        .add(
            client
                .getObjectFactory()
                .newPrimitiveProperty(
                    "requestDateTime",
                    client.getObjectFactory().newPrimitiveValueBuilder().buildString(requested)));
    return audit;
  }

  void set(ClientEntity audit, String property, String value) {
    audit
        .getProperties()
        .add(
            client
                .getObjectFactory()
                .newPrimitiveProperty(
                    property,
                    client.getObjectFactory().newPrimitiveValueBuilder().buildString(value)));
  }

  void set(ClientEntity audit, String property, String enumeration, String member) {
    audit
        .getProperties()
        .add(
            client
                .getObjectFactory()
                .newEnumProperty(
                    property, client.getObjectFactory().newEnumValue(enumeration, member)));
  }

  /** Sends every request with the token, over TLS that trusts the test's certificate alone. */
  private static final class Caller extends AbstractHttpClientFactory {
    private final String token;

    private Caller(String token) {
      this.token = token;
    }

    @Override
    public CloseableHttpClient create(HttpMethod method, URI uri) {
      return HttpClientBuilder.create()
          .setSSLContext(TestCertificate.trusted())
          .setDefaultHeaders(List.of(new BasicHeader("Authorization", "Bearer " + token)))
          .build();
    }

    @Override
    public void close(org.apache.http.client.HttpClient client) {
      // Each answer closes its own.
    }
  }
}
