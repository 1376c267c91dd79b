package gateway.sdk;

import com.microsoft.graph.beta.devicemanagement.remoteactionaudits.RemoteActionAuditsRequestBuilder;
import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import com.microsoft.graph.beta.models.RemoteActionAuditCollectionResponse;
import com.microsoft.graph.beta.serviceclient.GraphServiceClient;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The SDK of one caller, with all of its own handlers; only base URL and tokens are the service's
 * instead of Graph's.
 *
 * @param exchanges what went over the wire so far
 */
record Sdk(GraphServiceClient graph, List<Exchange> exchanges) {

  static final OffsetDateTime REQUESTED = OffsetDateTime.parse("2026-01-02T03:04:05.0000001-08:00");

  /**
   * Sets the SDK up.
   *
   * @param connection how its HTTP client differs from the one that it makes itself
   */
  static Sdk of(String origin, String token, UnaryOperator<OkHttpClient.Builder> connection) {
    var exchanges = new CopyOnWriteArrayList<Exchange>();
    var http =
        connection
            .apply(GraphClientFactory.create(GraphServiceClient.getGraphClientOptions()))
            .addNetworkInterceptor(chain -> {
              var response = chain.proceed(chain.request());
              exchanges.add(new Exchange(chain.request(), response));
              return response;
            })
            .build();
    var tokens = new BaseBearerTokenAuthenticationProvider(new OneToken(token));
    var graph = new GraphServiceClient(tokens, http);
    graph.getRequestAdapter().setBaseUrl(origin + "/beta");
    return new Sdk(graph, exchanges);
  }

  RemoteActionAuditsRequestBuilder audits() {
    return graph.deviceManagement().remoteActionAudits();
  }

  RemoteActionAudit get(String id) {
    return audits().byRemoteActionAuditId(id).get();
  }

  RemoteActionAudit patch(String id, RemoteActionAudit change) {
    return audits().byRemoteActionAuditId(id).patch(change);
  }

  /** Makes an audit of which nothing matters but that it is there; gives its id. */
  String created() {
    return audits().post(audit(RemoteAction.RemoteLock)).getId();
  }

  /** The ids of a page and of all the pages behind it, which hold three each. */
  List<String> iterated(RemoteActionAuditCollectionResponse first)
      throws ReflectiveOperationException {
    var ids = new ArrayList<String>();
    new PageIterator.Builder<RemoteActionAudit, RemoteActionAuditCollectionResponse>()
        .client(graph)
        .collectionPage(first)
        .collectionPageFactory(RemoteActionAuditCollectionResponse::createFromDiscriminatorValue)
        .requestConfigurator(request -> {
          request.headers.add("Prefer", "odata.maxpagesize=3");
          return request;
        })
        .processPageItemCallback(audit -> ids.add(audit.getId()))
        .build()
        .iterate();
    return ids;
  }

  static RemoteActionAudit audit(RemoteAction action) {
    var audit = new RemoteActionAudit();
    audit.setAction(action);
    audit.setRequestDateTime(REQUESTED);
    return audit;
  }

  /** The newest exchange. */
  Exchange last() {
    return exchanges.getLast();
  }

  /** Gives the same token to every request that goes to this machine. */
  private record OneToken(String token) implements AccessTokenProvider {

    @Override
    public String getAuthorizationToken(URI uri, @Nullable Map<String, Object> context) {
      return getAllowedHostsValidator().isUrlHostValid(uri) ? token : "";
    }

    @Override
    public AllowedHostsValidator getAllowedHostsValidator() {
      return new AllowedHostsValidator("localhost");
    }
  }
}
