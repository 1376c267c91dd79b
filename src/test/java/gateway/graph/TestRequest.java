package gateway.graph;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;

/** A request as it would arrive, with what the test does not say left at its simplest. */
record TestRequest(String method, String path, String query, MultiMap headers, Request.Body body) {

  static final Peer PEER = new Peer("192.0.2.7", "https://host.example", true);

  static TestRequest of(String method, String path) {
    return new TestRequest(method, path, "", MultiMap.caseInsensitiveMultiMap(), Request.Body.NONE);
  }

  static TestRequest withHeader(String name, String value) {
    return of("GET", "/").header(name, value);
  }

  TestRequest query(String raw) {
    return new TestRequest(method, path, raw, headers, body);
  }

  TestRequest header(String name, String value) {
    var more = MultiMap.caseInsensitiveMultiMap().addAll(headers).add(name, value);
    return new TestRequest(method, path, query, more, body);
  }

  TestRequest json(String text) {
    return header("Content-Type", "application/json")
        .body(new Request.Body(text.getBytes(StandardCharsets.UTF_8), false));
  }

  TestRequest body(Request.Body sent) {
    return new TestRequest(method, path, query, headers, sent);
  }

  Request sent() {
    return new Request(method, path, query, headers, body, PEER, RequestIds.of(""));
  }
}
