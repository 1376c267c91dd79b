package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.schema.Element;
import gateway.graph.schema.Property;
import gateway.odata.EdmType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistorySchemaTest {

  private final List<Element> elements = new HistorySchema(_ -> List.of("Any")).schema().elements();

  /** The metadata says of a property what questions make of it. */
  @Test
  void describes_each_property_that_questions_can_name() {
    var described =
        Stream.concat(
            properties("remoteActionAuditChange").map(property -> line("", property)),
            properties("initiatedBy").map(property -> line("initiatedBy/", property)));

    assertThat(described)
        .containsAll(
            ChangeTable.PROPERTIES.properties().stream()
                .map(property ->
                    "%s %s %s"
                        .formatted(property.name(), property.type().label(), property.nullable()))
                .toList());
  }

  @Test
  void lists_the_members_of_its_enums() {
    assertThat(members("changeOperation")).isEqualTo(members(ChangeTable.OPERATION));
    assertThat(members("authorization")).isEqualTo(members(ChangeTable.AUTHORIZATION));
  }

  private static List<String> members(EdmType.Enumeration type) {
    return type.members().entrySet().stream()
        .map(member -> member.getKey() + "=" + member.getValue())
        .toList();
  }

  private List<String> members(String name) {
    return ((Element.EnumType) element(name))
        .members().stream().map(member -> member.name() + "=" + member.number()).toList();
  }

  private Stream<Property> properties(String name) {
    return ((Element.Structured) element(name)).properties().stream();
  }

  private Element element(String name) {
    return elements.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  private static String line(String path, Property property) {
    return "%s%s %s %s".formatted(path, property.name(), property.type(), property.nullable());
  }
}
