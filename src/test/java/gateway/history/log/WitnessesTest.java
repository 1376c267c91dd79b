package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.TestWitness;
import gateway.security.UnusableSetting;
import gateway.tlog.Cosigner;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessesTest {

  private static final SecretKey SECRET = SecretKey.ofPem(TestWitness.pem());
  private static final String WITNESS = witness("witness.example.org/w1");

  private record Settings(
      Optional<String> origin,
      Optional<String> signingKeyLocation,
      Optional<List<String>> witnesses,
      Optional<String> seenCheckpoints,
      boolean isPublic)
      implements LogSettings {}

  @Test
  void reads_keys_and_addresses_in_their_order() {
    var witnesses =
        witnesses(
            WITNESS + " https://w1.example.org:8443/some/where/",
            "  " + witness("w2") + "   http://w2.example.org ");

    witnesses.ready();

    assertThat(witnesses.all())
        .extracting(WitnessAddress::name)
        .containsExactly("witness.example.org/w1", "w2");
    assertThat(witnesses.all())
        .extracting(each -> each.addCheckpoint().toString())
        .containsExactly(
            "https://w1.example.org:8443/some/where/add-checkpoint",
            "http://w2.example.org/add-checkpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "https://w.example.org",
        "https://w.example.org %s",
        "%s https://w.example.org more",
        "%s=https://w.example.org",
        "%s ftp://w.example.org",
        "%s w.example.org",
        "%s https:///x",
        "%s https://u:p@w.example.org",
        "%s https://w.example.org?x",
        "%s https://w.example.org#x",
        "%sx https://w.example.org",
      })
  void names_the_setting_of_what_is_no_key_and_address(String form) {
    assertThatThrownBy(witnesses(form.formatted(WITNESS))::ready)
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("GATEWAY_LOG_WITNESSES: '")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refuses_a_logs_key_a_witness_named_twice_and_more_than_a_note_can_carry() {
    var one = WITNESS + " https://w.example.org";

    assertThatThrownBy(
            witnesses(new LogSigner("l", SECRET).verifierKey() + " https://w.example.org")::ready)
        .hasMessageContaining("the key is a log's, not a witness's");
    assertThatThrownBy(witnesses(one, one)::ready).hasMessageContaining("is named twice");
    assertThatThrownBy(witnesses(Collections.nCopies(16, one).toArray(String[]::new))::ready)
        .hasMessage("GATEWAY_LOG_WITNESSES: 16 witnesses, of 15 at most");
  }

  @Test
  void needs_a_key_that_signs() {
    var unsigned =
        new Witnesses(
            new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(WITNESS + " https://w.example.org")),
                Optional.empty(),
                false));

    assertThatThrownBy(unsigned::ready)
        .hasMessage(
            "GATEWAY_LOG_WITNESSES: nothing is signed without GATEWAY_LOG_SIGNING_KEY_LOCATION");
  }

  private static String witness(String name) {
    return new Cosigner(name, SECRET).verifierKey().toString();
  }

  private static Witnesses witnesses(String... given) {
    return new Witnesses(
        new Settings(
            Optional.of("log.example.org"),
            Optional.of("key.pem"),
            Optional.of(List.of(given)),
            Optional.empty(),
            false));
  }
}
