package gateway.security;

import gateway.graph.Access;
import gateway.graph.ErrorCode;
import gateway.graph.Peer;
import gateway.graph.Problem;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;

/** The gate with keys out of a text and a clock that a test moves. */
final class TestGate {

  static final String READ = "DeviceManagementManagedDevices.Read.All";
  static final String READ_WRITE = "DeviceManagementManagedDevices.ReadWrite.All";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final HandMovedClock clock = new HandMovedClock();
  private final TokenGate gate;

  TestGate(String keyDocument) {
    this(TestTokens.ISSUER_PATTERN, keyDocument);
  }

  TestGate(String issuer, String keyDocument) {
    this(
        List.of(issuer),
        () -> CompletableFuture.completedFuture(keyDocument.getBytes(StandardCharsets.UTF_8)));
  }

  TestGate(List<String> issuers, KeyLocation location) {
    gate =
        new TokenGate(
            issuers, List.of(TestTokens.AUDIENCE), location, Duration.ofSeconds(30), clock);
  }

  Instant now() {
    return clock.instant();
  }

  /** Reads the keys; fails as a start would. */
  void ready() {
    gate.ready().await().atMost(PATIENCE);
  }

  CompletableFuture<Caller> admitting(String token) {
    return gate.admit(request("Bearer " + token), Access.AUTHENTICATED)
        .subscribeAsCompletionStage();
  }

  /** A good token of a person who may read and write, to be made worse. */
  TestTokens person() {
    return TestTokens.delegated(TestTokens.TENANT, now(), READ_WRITE);
  }

  /** A good token of an application that may read and write, to be made worse. */
  TestTokens application() {
    return TestTokens.application(TestTokens.TENANT, now(), READ_WRITE);
  }

  Caller admit(String token) {
    return admit(Access.AUTHENTICATED, "Bearer " + token);
  }

  Caller admit(Access access, String... authorizationLines) {
    return gate.admit(request(authorizationLines), access).await().atMost(PATIENCE);
  }

  Problem refuse(String token) {
    return refuse(Access.AUTHENTICATED, "Bearer " + token);
  }

  Problem refuse(Access access, String... authorizationLines) {
    return Assertions.catchThrowableOfType(Problem.class, () -> admit(access, authorizationLines));
  }

  /** Asserts that a token is answered with 401 and this message. */
  void refuses(String token, String message) {
    var problem = refuse(token);
    Assertions.assertThat(problem).as("refusal of %s", token).isNotNull();
    Assertions.assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_AUTHENTICATION_TOKEN);
    Assertions.assertThat(problem.publicMessage()).isEqualTo(message);
  }

  static Request request(String... authorizationLines) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : authorizationLines) {
      headers.add("Authorization", line);
    }
    return new Request(
        "GET",
        "/beta/deviceManagement/remoteActionAudits",
        "",
        headers,
        Request.Body.NONE,
        new Peer("192.0.2.1", "https://graph.example.org", true),
        RequestIds.of(""));
  }
}
