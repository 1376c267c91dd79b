package gateway.security;

import static gateway.security.TestTokens.array;
import static gateway.security.TestTokens.quoted;
import static gateway.security.TokenRefusal.EXPIRED;
import static gateway.security.TokenRefusal.MALFORMED_CLAIM;
import static gateway.security.TokenRefusal.NOT_YET_VALID;
import static gateway.security.TokenRefusal.OTHER_AUDIENCE;
import static gateway.security.TokenRefusal.PERSONAL_ACCOUNT;
import static gateway.security.TokenRefusal.UNTRUSTED_ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {

  private static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String OTHER_TENANT = "00000000-0000-4000-8000-000000000001";
  private static final String KEYS = TestKeys.pem(TestKeys.RSA.getPublic());

  private final TestGate gate = new TestGate(KEYS);

  @Test
  void makes_a_caller_of_a_persons_token() {
    assertThat(gate.admit(gate.person().signed()))
        .isEqualTo(
            new Caller(
                TestTokens.TENANT,
                TestTokens.PRINCIPAL.toString(),
                TestTokens.APPLICATION.toString(),
                Optional.of("ada@example.org"),
                Authorization.DELEGATED,
                Set.of(Permission.MANAGED_DEVICES_READ_WRITE)));
  }

  @Test
  void makes_a_caller_of_an_applications_token() {
    assertThat(gate.admit(gate.application().signed()))
        .isEqualTo(
            new Caller(
                TestTokens.TENANT,
                TestTokens.PRINCIPAL.toString(),
                TestTokens.APPLICATION.toString(),
                Optional.empty(),
                Authorization.APPLICATION,
                Set.of(Permission.MANAGED_DEVICES_READ_WRITE)));
  }

  @Test
  void reads_the_names_of_version_1_before_those_of_version_2() {
    var caller =
        gate.admit(
            gate.person()
                .claim("appid", quoted("app-1"))
                .claim("upn", quoted("grace@example.org"))
                .signed());
    assertThat(caller.application()).isEqualTo("app-1");
    assertThat(caller.userPrincipalName()).contains("grace@example.org");
  }

  @Test
  void leaves_empty_what_a_token_does_not_say() {
    var caller =
        gate.admit(
            gate.person().without("oid").without("azp").without("preferred_username").signed());
    assertThat(caller.principalId()).isEmpty();
    assertThat(caller.applicationId()).isEmpty();
    assertThat(caller.userPrincipalName()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"exp,\"1900000000\"", "exp,null", "exp,-1", "exp,1e999", "nbf,\"0\"", "nbf,true"})
  void refuses_a_time_that_is_not_a_date_as_a_number(String claim, String value) {
    refuses(gate.person().claim(claim, value), malformed(claim));
  }

  @Test
  void refuses_a_token_without_an_end() {
    refuses(gate.person().without("exp"), malformed("exp"));
  }

  @Test
  void accepts_a_minute_of_difference_between_clocks_and_no_more() {
    long now = gate.now().getEpochSecond();
    assertThat(gate.admit(gate.person().claim("exp", String.valueOf(now - 59)).signed()))
        .isNotNull();
    refuses(gate.person().claim("exp", String.valueOf(now - 60)), EXPIRED.message());
    assertThat(gate.admit(gate.person().claim("nbf", String.valueOf(now + 60)).signed()))
        .isNotNull();
    refuses(gate.person().claim("nbf", String.valueOf(now + 61)), NOT_YET_VALID.message());
    assertThat(gate.admit(gate.person().without("nbf").claim("exp", now + ".5").signed()))
        .isNotNull();
  }

  @Test
  void accepts_one_of_several_audiences() {
    assertThat(
            gate.admit(
                gate.person().claim("aud", array("api://other", TestTokens.AUDIENCE)).signed()))
        .isNotNull();
  }

  @Test
  void refuses_other_audiences() {
    refuses(
        gate.person().claim("aud", quoted("https://graph.microsoft.com")),
        OTHER_AUDIENCE.message());
    refuses(
        gate.person().claim("aud", quoted(TestTokens.AUDIENCE + "/")), OTHER_AUDIENCE.message());
    refuses(
        gate.person().claim("aud", quoted(TestTokens.AUDIENCE.toUpperCase(Locale.ROOT))),
        OTHER_AUDIENCE.message());
    refuses(gate.person().claim("aud", "[]"), OTHER_AUDIENCE.message());
    refuses(gate.person().without("aud"), OTHER_AUDIENCE.message());
    refuses(gate.person().claim("aud", "[\"" + TestTokens.AUDIENCE + "\",1]"), malformed("aud"));
    refuses(gate.person().claim("aud", "null"), malformed("aud"));
  }

  @Test
  void refuses_an_issuer_that_speaks_for_another_tenant() {
    refuses(gate.person().claim("tid", quoted(OTHER_TENANT)), UNTRUSTED_ISSUER.message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example.org/{tenantid}/v2.0",
        "https://login.example.org/%s/v2.0/",
        "https://login.example.org/%s/v1.0",
        "https://LOGIN.example.org/%s/v2.0",
        "http://login.example.org/%s/v2.0",
        "https://login.example.org.evil.example/%s/v2.0",
        ""
      })
  void refuses_an_issuer_that_is_not_trusted(String pattern) {
    refuses(
        gate.person().claim("iss", quoted(pattern.formatted(TestTokens.TENANT))),
        UNTRUSTED_ISSUER.message());
  }

  @Test
  void refuses_an_issuer_that_is_not_a_string() {
    refuses(gate.person().without("iss"), malformed("iss"));
    refuses(gate.person().claim("iss", array(TestTokens.ISSUER_PATTERN)), malformed("iss"));
  }

  @Test
  void compares_the_tenant_regardless_of_letter_case() {
    String upper = TestTokens.TENANT.toString().toUpperCase(Locale.ROOT);
    assertThat(gate.admit(gate.person().claim("tid", quoted(upper)).signed()).tenant())
        .isEqualTo(TestTokens.TENANT);
  }

  @Test
  void takes_any_tenant_of_an_issuer_without_a_placeholder() {
    var own = new TestGate("https://idp.example.org", KEYS);
    var token =
        own.person()
            .claim("iss", quoted("https://idp.example.org"))
            .claim("tid", quoted(OTHER_TENANT));
    assertThat(own.admit(token.signed()).tenant()).hasToString(OTHER_TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "null",
        "1",
        "\"common\"",
        "\"7a4e9f10-52c6-4d8b-9e33-b1f6c2d5a71\"",
        "\"{7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71}\"",
        "\"1-1-1-1-1\""
      })
  void refuses_a_tenant_that_is_not_a_guid(String tid) {
    refuses(gate.person().claim("tid", tid), malformed("tid"));
  }

  @Test
  void refuses_a_token_without_a_tenant() {
    refuses(gate.person().without("tid"), malformed("tid"));
  }

  @Test
  void refuses_the_tenant_of_personal_accounts() {
    var any = new TestGate("https://idp.example.org", KEYS);
    var token = any.person().claim("iss", quoted("https://idp.example.org"));
    any.refuses(
        token.claim("tid", quoted(PERSONAL.toUpperCase(Locale.ROOT))).signed(),
        PERSONAL_ACCOUNT.message());
  }

  @Test
  void refuses_the_issuer_of_personal_accounts_whatever_the_tenant() {
    String issuer = "https://login.example.org/" + PERSONAL + "/v2.0";
    var trusting = new TestGate(issuer, KEYS);
    trusting.refuses(
        trusting.person().claim("iss", quoted(issuer)).signed(), PERSONAL_ACCOUNT.message());
  }

  @Test
  void accepts_a_guest_who_comes_from_a_personal_account() {
    var guest = gate.person().claim("idp", quoted("https://sts.windows.net/" + PERSONAL + "/"));
    assertThat(gate.admit(guest.signed()).tenant()).isEqualTo(TestTokens.TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oid", "azp", "appid", "upn", "preferred_username"})
  void refuses_what_the_history_could_not_keep(String claim) {
    refuses(gate.person().claim(claim, "1"), malformed(claim));
    refuses(gate.person().claim(claim, "\"\\u0000\""), malformed(claim));
    refuses(gate.person().claim(claim, "\"\\ud800\""), malformed(claim));
    refuses(gate.person().claim(claim, quoted("x".repeat(513))), malformed(claim));
  }

  private static String malformed(String claim) {
    return MALFORMED_CLAIM.message().formatted(claim);
  }

  private void refuses(TestTokens token, String message) {
    gate.refuses(token.signed(), message);
  }
}
