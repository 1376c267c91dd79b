package gateway.security;

import static gateway.security.TestTokens.array;
import static gateway.security.TestTokens.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.graph.Access;
import gateway.graph.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenGateTest {

  private final TestGate gate = new TestGate(TestKeys.pem(TestKeys.RSA.getPublic()));

  @Test
  void refuses_a_request_without_a_token() {
    for (var lines : new String[][] {{}, {""}, {"Bearer"}, {"bearer "}}) {
      var problem = gate.refuse(Access.READ, lines);
      assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_AUTHENTICATION_TOKEN);
      assertThat(problem.publicMessage()).isEqualTo("Access token is empty.");
      assertThat(problem.headers())
          .containsEntry(
              "WWW-Authenticate", "Bearer realm=\"\", client_id=\"api://remote-action-audits\"");
    }
  }

  @Test
  void refuses_two_authorization_headers_even_if_they_are_the_same() {
    String line = "Bearer " + gate.person().signed();
    assertThat(gate.refuse(Access.READ, line, line).publicMessage())
        .isEqualTo(TokenRefusal.SEVERAL_HEADERS.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
  void takes_the_scheme_in_any_letter_case(String scheme) {
    assertThat(gate.admit(Access.READ, scheme + "  " + gate.person().signed())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dXNlcjpwYXNz", "Bearer\tx", "Bearerx", "DPoP x", "Bear"})
  void refuses_other_schemes_without_calling_them_a_bad_token(String line) {
    var problem = gate.refuse(Access.READ, line);
    assertThat(problem.publicMessage()).isEqualTo(TokenRefusal.OTHER_SCHEME.message());
    assertThat(problem.headers())
        .containsEntry(
            "WWW-Authenticate", "Bearer realm=\"\", client_id=\"api://remote-action-audits\"");
  }

  @Test
  void refuses_two_tokens_in_one_header() {
    String token = gate.person().signed();
    gate.refuses(token + ", Bearer " + token, TokenRefusal.NOT_A_TOKEN.message());
  }

  @Test
  void says_in_the_challenge_what_is_wrong_and_never_repeats_the_token() {
    String token = gate.person().claim("aud", quoted("secret-audience")).signed();
    var problem = gate.refuse(token);
    assertThat(problem.headers())
        .containsEntry(
            "WWW-Authenticate",
            "Bearer realm=\"\", client_id=\"api://remote-action-audits\", error=\"invalid_token\", error_description=\"The audience of the access token is another service.\"");
    assertThat(problem.publicMessage() + problem.headers())
        .doesNotContain("secret-audience")
        .doesNotContain(token);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.com/{tenantid}/v2.0, https://login.microsoftonline.com/common/oauth2/authorize",
    "https://sts.windows.net/7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71/, https://login.microsoftonline.com/7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71/oauth2/authorize",
    "https://login.microsoftonline.us/{tenantid}/v2.0, https://login.microsoftonline.us/common/oauth2/authorize"
  })
  void says_where_people_sign_in_when_the_issuer_is_entra_id(String issuer, String address) {
    assertThat(new TestGate(issuer, "").refuse(Access.READ).headers().get("WWW-Authenticate"))
        .startsWith("Bearer realm=\"\", authorization_uri=\"" + address + "\", client_id=");
  }

  @ParameterizedTest
  @CsvSource({
    "DeviceManagementConfiguration.Read.All, true, false",
    "DeviceManagementManagedDevices.Read.All, true, false",
    "DeviceManagementConfiguration.ReadWrite.All, true, true",
    "DeviceManagementManagedDevices.ReadWrite.All, true, true",
    "DeviceManagementManagedDevices.PrivilegedOperations.All, false, false",
    "User.Read, false, false"
  })
  void lets_each_permission_do_what_it_grants_to_people_and_applications(
      String name, boolean reads, boolean writes) {
    String person = gate.person().claim("scp", quoted(name)).signed();
    String application = gate.application().claim("roles", array(name)).signed();
    for (String token : List.of(person, application)) {
      assertThat(isAllowed(token, Access.AUTHENTICATED)).isTrue();
      assertThat(isAllowed(token, Access.READ)).isEqualTo(reads);
      assertThat(isAllowed(token, Access.WRITE)).isEqualTo(writes);
    }
  }

  private boolean isAllowed(String token, Access access) {
    var problem = gate.refuse(access, "Bearer " + token);
    if (problem != null) {
      assertThat(problem.code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
    return problem == null;
  }

  @Test
  void names_the_permissions_that_would_do() {
    String reader = "Bearer " + gate.person().claim("scp", quoted(TestGate.READ)).signed();
    String nobody = "Bearer " + gate.person().claim("scp", quoted("openid")).signed();
    assertThat(gate.refuse(Access.WRITE, reader).publicMessage())
        .endsWith(
            "one of these would do: DeviceManagementConfiguration.ReadWrite.All, DeviceManagementManagedDevices.ReadWrite.All.");
    assertThat(gate.refuse(Access.READ, nobody).publicMessage())
        .endsWith(
            "one of these would do: DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All,"
                + " DeviceManagementManagedDevices.Read.All, DeviceManagementManagedDevices.ReadWrite.All.");
  }

  @Test
  void says_in_the_challenge_that_the_permissions_are_not_enough() {
    String reader = "Bearer " + gate.person().claim("scp", quoted(TestGate.READ)).signed();
    for (int i = 0; i < 2; i++) {
      assertThat(gate.refuse(Access.WRITE, reader).headers())
          .containsEntry(
              "WWW-Authenticate",
              "Bearer realm=\"\", client_id=\"api://remote-action-audits\", error=\"insufficient_scope\","
                  + " error_description=\"The access token lacks a permission for this operation; one of these would do:"
                  + " DeviceManagementConfiguration.ReadWrite.All, DeviceManagementManagedDevices.ReadWrite.All.\"");
    }
  }

  @Test
  void knows_a_token_again_and_still_asks_for_the_permission() {
    String token = gate.person().claim("scp", quoted(TestGate.READ)).signed();
    var first = gate.admit(token);
    assertThat(gate.admit(token)).isSameAs(first);
    assertThat(gate.refuse(Access.WRITE, "Bearer " + token).code()).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void checks_the_life_of_a_token_that_it_knows() {
    String token = gate.person().signed();
    assertThat(gate.admit(token)).isNotNull();
    gate.clock.advance(Duration.ofSeconds(3600 + 59));
    assertThat(gate.admit(token)).isNotNull();
    gate.clock.advance(Duration.ofSeconds(1));
    gate.refuses(token, TokenRefusal.EXPIRED.message());
    gate.clock.advance(Duration.ofHours(-3));
    gate.refuses(token, TokenRefusal.NOT_YET_VALID.message());
  }

  @Test
  void is_ready_with_issuers_audiences_and_keys() {
    assertThat(
            ready(
                List.of("https://idp.example.org"),
                List.of("a"),
                TestKeys.pem(TestKeys.RSA.getPublic()),
                "PT30S"))
        .isNull();
  }

  @Test
  void names_the_setting_that_keeps_it_from_being_ready() {
    assertThatThrownBy(() -> ready(List.of("i"), List.of("a"), "", "PT0S"))
        .hasMessageStartingWith("GATEWAY_JWKS_INTERVAL: ");
    assertThatThrownBy(() -> ready(List.of("i"), List.of("a"), "nonsense", "PT30S"))
        .isInstanceOf(UnusableSetting.class)
        .hasMessage("MP_JWT_VERIFY_PUBLICKEY_LOCATION: it holds neither a PEM nor a JWK set");
  }

  private static @Nullable Void ready(
      List<String> issuers, List<String> audiences, String keys, String interval) {
    return new TokenGate(
            issuers,
            audiences,
            () -> CompletableFuture.completedFuture(keys.getBytes(StandardCharsets.UTF_8)),
            Duration.parse(interval),
            new HandMovedClock())
        .ready()
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
