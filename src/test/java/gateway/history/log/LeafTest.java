package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.history.EntryOperation;
import gateway.history.Opening;
import gateway.history.RecordedChange;
import gateway.tlog.CanonicalJson;
import gateway.tlog.Commitment;
import gateway.tlog.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The golden's commitments were computed apart from this program. */
class LeafTest {

  private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-000000000003");

  private static final List<RecordedChange.Difference> CHANGES =
      List.of(
          new RecordedChange.Difference(
              "userName", Optional.empty(), Optional.of("Zoë \"x\"\n"), true, true),
          new RecordedChange.Difference(
              "actionState", Optional.of("pending"), Optional.of("done"), false, true),
          new RecordedChange.Difference(
              "managedDeviceId", Optional.empty(), Optional.of("m"), false, true));

  private byte salted;

  @Test
  void is_the_entry_in_canonical_form_with_commitments_for_what_is_personal() {
    var leaf = leaf(EntryOperation.UPDATE, Optional.of("a-1"), CHANGES, List.of());

    assertThat(new String(leaf.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"applicationId":"app","at":"2026-11-24T03:20:00.123450Z","auditId":"a-1","authorization":"delegated",\
            "changes":[{"after":{"c":"I2lSibQSIj-T2ozVHCh_CJEiCpiTgUVybwlujp5qfUs"},"before":{"c":"L0lOnBTD1SUJIUuwNWq6OMCS0nHNvIJtAxb4LUKeGB8"},"property":"userName"},\
            {"after":"done","before":"pending","property":"actionState"},\
            {"after":"m","before":null,"property":"managedDeviceId"}],\
            "clientAddress":{"c":"dzjgGs1fPEMJD6G3vTXyEZn2pdYPSts0Sz_469aF3cU"},"clientRequestId":"c-1","id":"01890000-0000-7000-8000-000000000001","operation":"update",\
            "principalId":"ada","requestId":"00000000-0000-4000-8000-000000000002","sequence":2,\
            "tenantId":"00000000-0000-4000-8000-000000000003","userPrincipalName":{"c":"pkG1FJkJ-2aym8BHvc45lYQxI9ns24ooO9dBp9BUikQ"},"v":1}\
            """);
    assertThat(leaf.openings())
        .extracting(Opening::path)
        .containsExactly(
            "/userPrincipalName", "/clientAddress", "/changes/0/before", "/changes/0/after");
    assertThat(leaf.openings().get(3).salt()).isEqualTo(salt(4));
  }

  @Test
  void names_what_an_erasure_took_and_no_value() {
    var taken =
        new RecordedChange.Difference("userName", Optional.empty(), Optional.empty(), true, false);

    var leaf = leaf(EntryOperation.ERASE, Optional.of("a-1"), List.of(taken), List.of());

    assertThat(new String(leaf.bytes(), StandardCharsets.UTF_8))
        .contains("\"changes\":[{\"property\":\"userName\"}]");
  }

  @Test
  void has_neither_audit_nor_sequence_for_what_the_service_did_by_itself() {
    var leaf = leaf(EntryOperation.PRUNE, Optional.empty(), List.of(), List.of());

    assertThat(CanonicalJson.decode(leaf.bytes()))
        .isInstanceOfSatisfying(
            JsonValue.Members.class,
            members -> assertThat(members.members()).doesNotContainKeys("auditId", "sequence"));
  }

  @Test
  void has_nothing_that_opens_what_was_erased_before_it_was_made() {
    var erased =
        new RecordedChange.Difference("userName", Optional.empty(), Optional.empty(), true, false);

    var leaf =
        leaf(
            EntryOperation.UPDATE,
            Optional.of("a-1"),
            List.of(erased),
            List.of("userName", RecordedChange.ERASED_NAME, RecordedChange.ERASED_ADDRESS));

    assertThat(leaf.openings()).isEmpty();
    assertThat(new String(leaf.bytes(), StandardCharsets.UTF_8))
        .containsPattern("\"after\":\\{\"c\":\"[\\w-]{43}\"},\"before\":\\{\"c\":\"[\\w-]{43}\"}")
        .containsPattern("\"clientAddress\":\\{\"c\":\"[\\w-]{43}\"}")
        .containsPattern("\"userPrincipalName\":\\{\"c\":\"[\\w-]{43}\"}");
  }

  private Leaf leaf(
      EntryOperation operation,
      Optional<String> audit,
      List<RecordedChange.Difference> changes,
      List<String> erased) {
    var entry =
        new RecordedChange(
            UUID.fromString("01890000-0000-7000-8000-000000000001"),
            audit,
            audit.map(_ -> 2L),
            operation,
            OffsetDateTime.parse("2026-11-24T04:20:00.12345+01:00"),
            new RecordedChange.Initiated("ada", "app", Optional.of("ada@example.org"), "delegated"),
            UUID.fromString("00000000-0000-4000-8000-000000000002"),
            "c-1",
            Optional.of("192.0.2.7"),
            changes,
            erased,
            List.of());
    return Leaf.of(TENANT, entry, () -> salt(++salted));
  }

  private static byte[] salt(int number) {
    byte[] salt = new byte[Commitment.SALT_BYTES];
    Arrays.fill(salt, (byte) number);
    return salt;
  }
}
