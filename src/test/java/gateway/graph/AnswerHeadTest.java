package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private final AnswerHead head = new AnswerHead(new HttpDate(Clock.systemUTC()));

  @Test
  void says_nothing_of_the_connection_while_the_service_goes_on() {
    write();

    assertThat(headers.contains("Connection")).isFalse();
  }

  /** The framework has said it already where the request began after that. */
  @Test
  void says_once_that_the_connection_closes_when_the_service_stops() {
    headers.add("Connection", "close");
    head.stop(new ShutdownDelayInitiatedEvent());

    write();

    assertThat(headers.getAll("Connection")).containsExactly("close");
    headers.clear();
    write();
    assertThat(headers.getAll("Connection")).containsExactly("close");
  }

  private void write() {
    head.write(
        response(), new Peer("192.0.2.1", "http://a", false), RequestIds.of(""), Response.of(204));
  }

  private HttpServerResponse response() {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (proxy, method, _) ->
                switch (method.getName()) {
                  case "headers" -> headers;
                  case "setStatusCode" -> proxy;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
