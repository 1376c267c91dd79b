package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.audit.AuditProperty.Type;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPropertyTest {

  /** What the store adds to a row, beside the properties. */
  private static final List<String> OF_THE_STORE =
      List.of("tenantId", "version", "changedAt", "requestTicks");

  @Test
  void lists_the_properties_in_the_order_of_the_contract() {
    assertThat(Arrays.stream(AuditProperty.values()).map(AuditProperty::wireName))
        .containsExactly(
            "id",
            "deviceDisplayName",
            "userName",
            "initiatedByUserPrincipalName",
            "action",
            "requestDateTime",
            "deviceOwnerUserPrincipalName",
            "deviceIMEI",
            "actionState",
            "managedDeviceId",
            "bulkDeviceActionId",
            "deviceActionCategory");
  }

  @Test
  void lets_a_client_write_everything_but_the_id() {
    assertThat(AuditProperty.WRITABLE)
        .containsExactlyElementsOf(
            Stream.of(AuditProperty.values()).filter(p -> p != AuditProperty.ID).toList());
  }

  @Test
  void takes_no_null_where_the_metadata_takes_none() {
    assertThat(AuditProperty.values())
        .filteredOn(property -> !property.nullable())
        .extracting(AuditProperty::wireName)
        .containsExactly("id", "action", "requestDateTime", "actionState", "deviceActionCategory");
  }

  @Test
  void knows_which_values_name_a_person() {
    assertThat(AuditProperty.values())
        .filteredOn(AuditProperty::personal)
        .extracting(AuditProperty::wireName)
        .containsExactlyInAnyOrder(
            "userName",
            "initiatedByUserPrincipalName",
            "deviceOwnerUserPrincipalName",
            "deviceDisplayName",
            "deviceIMEI");
  }

  @Test
  void gives_the_enums_and_the_date_their_types_and_everything_else_text() {
    assertThat(AuditProperty.ACTION.type()).isEqualTo(new Type.Enum(Enumeration.REMOTE_ACTION));
    assertThat(AuditProperty.ACTION_STATE.type())
        .isEqualTo(new Type.Enum(Enumeration.ACTION_STATE));
    assertThat(AuditProperty.DEVICE_ACTION_CATEGORY.type())
        .isEqualTo(new Type.Enum(Enumeration.DEVICE_ACTION_CATEGORY));
    assertThat(AuditProperty.REQUEST_DATE_TIME.type()).isEqualTo(Type.Instant.INSTANCE);
    assertThat(AuditProperty.ID.type()).isEqualTo(Type.Text.KEY);
    assertThat(AuditProperty.values())
        .filteredOn(property -> property.type() == Type.Text.FREE)
        .hasSize(7)
        .allMatch(AuditProperty::nullable);
  }

  @ParameterizedTest
  @EnumSource
  void is_found_by_its_name(AuditProperty property) {
    assertThat(AuditProperty.named(property.wireName())).contains(property);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ID", "Action", "deviceImei", "device_imei", "ACTION", "action "})
  void is_found_by_no_other_name(String name) {
    assertThat(AuditProperty.named(name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void has_a_field_in_the_entity_with_its_column_and_nullability(AuditProperty property)
      throws Exception {
    var field = AuditRecord.class.getField(property.wireName());

    assertThat(column(field)).isEqualTo(property.column());
    assertThat(isNullable(field)).isEqualTo(property.nullable());
    assertThat(field.getType())
        .isEqualTo(property.type() instanceof Type.Enum ? short.class : String.class);
  }

  @Test
  void is_all_that_the_entity_holds_beside_the_stores_own() {
    assertThat(
            Arrays.stream(AuditRecord.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic() && !field.getName().startsWith("$"))
                .map(Field::getName))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    OF_THE_STORE.stream(),
                    Stream.of(AuditProperty.values()).map(AuditProperty::wireName))
                .toList());
  }

  @Test
  void has_a_column_for_its_instant_beside_its_characters() throws Exception {
    var field = AuditRecord.class.getField("requestTicks");

    assertThat(column(field)).isEqualTo(AuditProperty.TICKS_COLUMN);
    assertThat(field.getType()).isEqualTo(long.class);
  }

  @Test
  void has_the_tenant_first_in_its_key() {
    assertThat(
            Arrays.stream(AuditRecord.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Id.class))
                .map(Field::getName))
        .containsExactly("tenantId", "id");
  }

  private static String column(Field field) {
    return Optional.ofNullable(field.getAnnotation(Column.class))
        .map(Column::name)
        .orElse(field.getName());
  }

  private static boolean isNullable(Field field) {
    return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
