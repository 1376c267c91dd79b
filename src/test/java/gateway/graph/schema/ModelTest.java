package gateway.graph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Api;
import gateway.graph.schema.Element.BoundOperation;
import gateway.graph.schema.Element.EntityType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static final EntityType DOOR =
      new EntityType(
          "door",
          Optional.empty(),
          false,
          List.of("id"),
          List.of(
              Property.of("id", "Edm.String")
                  .described("<Which> door & \"why\"")
                  .with(Annotation.of("Core.Immutable", true)),
              Property.of("width", TypeName.of("Edm.Int32"), true),
              Property.of("tags", TypeName.collectionOf("Edm.String"), false).atMost(9)),
          List.of(),
          List.of());

  private static final BoundOperation SLAM =
      new BoundOperation(
          BoundOperation.Kind.ACTION,
          "slam",
          "h.door",
          List.of(new BoundOperation.Parameter("force", TypeName.of("Edm.Int32"))),
          TypeName.of("Edm.Boolean"),
          false,
          List.of());

  private static final Model HOUSE =
      new Model(
          List.of(
              schema(
                  DOOR,
                  SLAM,
                  new Element.EntityContainer(
                      "Rooms", List.of(new Element.Singleton("front", "h.door")), List.of()))));

  private static Schema schema(Element... elements) {
    return new Schema(
        "house",
        Optional.of("h"),
        List.of(elements),
        List.of(),
        List.of(
            new Annotation.Targeted(
                "house.Rooms/front",
                List.of(
                    Annotation.of(
                        "Capabilities.UpdateRestrictions",
                        Expression.fields()
                            .with("NonUpdatableProperties", Expression.paths(List.of("id")))
                            .with(
                                "UpdateMethod",
                                new Expression.Member("Capabilities.HttpMethod", "PATCH")))))));
  }

  @Test
  void writes_xml() {
    assertThat(new String(CsdlXml.of(HOUSE), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>\
            <edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">\
            <edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="house" Alias="h">\
            <EntityType Name="door"><Key><PropertyRef Name="id"></PropertyRef></Key>\
            <Property Name="id" Type="Edm.String" Nullable="false">\
            <Annotation Term="Org.OData.Core.V1.Description" String="&lt;Which&gt; door &amp; &quot;why&quot;"></Annotation>\
            <Annotation Term="Org.OData.Core.V1.Immutable" Bool="true"></Annotation></Property>\
            <Property Name="width" Type="Edm.Int32"></Property>\
            <Property Name="tags" Type="Collection(Edm.String)" Nullable="false" MaxLength="9"></Property></EntityType>\
            <Action Name="slam" IsBound="true"><Parameter Name="bindingParameter" Type="h.door" Nullable="false"></Parameter>\
            <Parameter Name="force" Type="Edm.Int32" Nullable="false"></Parameter>\
            <ReturnType Type="Edm.Boolean" Nullable="false"></ReturnType></Action>\
            <EntityContainer Name="Rooms"><Singleton Name="front" Type="h.door"></Singleton></EntityContainer>\
            <Annotations Target="house.Rooms/front"><Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record>\
            <PropertyValue Property="NonUpdatableProperties"><Collection><PropertyPath>id</PropertyPath></Collection></PropertyValue>\
            <PropertyValue Property="UpdateMethod" EnumMember="Org.OData.Capabilities.V1.HttpMethod/PATCH"></PropertyValue>\
            </Record></Annotation></Annotations></Schema></edmx:DataServices></edmx:Edmx>\
            """);
  }

  @Test
  void writes_json() {
    assertThat(Api.parse(new String(CsdlJson.of(HOUSE), StandardCharsets.UTF_8)))
        .isEqualTo(
            Api.parse(
                """
                {"$Version": "4.01", "$EntityContainer": "house.Rooms",
                 "$Reference": {
                   "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Capabilities.V1.xml":
                     {"$Include": [{"$Namespace": "Org.OData.Capabilities.V1"}]},
                   "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml":
                     {"$Include": [{"$Namespace": "Org.OData.Core.V1"}]}},
                 "house": {"$Alias": "h",
                   "door": {"$Kind": "EntityType", "$Key": ["id"],
                     "id": {"@Org.OData.Core.V1.Description": "<Which> door & \\"why\\"", "@Org.OData.Core.V1.Immutable": true},
                     "width": {"$Type": "Edm.Int32", "$Nullable": true},
                     "tags": {"$Collection": true, "$Type": "Edm.String", "$MaxLength": 9}},
                   "slam": [{"$Kind": "Action", "$IsBound": true,
                     "$Parameter": [{"$Name": "bindingParameter", "$Type": "h.door"},
                                    {"$Name": "force", "$Type": "Edm.Int32"}],
                     "$ReturnType": {"$Type": "Edm.Boolean"}}],
                   "Rooms": {"$Kind": "EntityContainer", "front": {"$Type": "h.door"}},
                   "$Annotations": {"house.Rooms/front": {"@Org.OData.Capabilities.V1.UpdateRestrictions":
                     {"NonUpdatableProperties": ["id"], "UpdateMethod": "PATCH"}}}}}
                """));
  }

  @Test
  void finds_an_element_by_namespace_and_by_alias() {
    assertThat(HOUSE.element("house.door")).contains(DOOR);
    assertThat(HOUSE.element("h.door")).contains(DOOR);
    assertThat(HOUSE.element("h.window")).isEmpty();
  }

  @Test
  void refuses_two_elements_of_one_name() {
    assertThatThrownBy(() -> new Model(List.of(schema(DOOR, DOOR))))
        .hasMessage("two elements are named house.door");
  }

  @Test
  void refuses_a_term_of_no_vocabulary() {
    var door =
        new Element.ComplexType("x", List.of(), List.of(Annotation.of("Cor.Description", "x")));

    assertThatThrownBy(() -> new Model(List.of(schema(door))))
        .hasMessage("Cor.Description is of no vocabulary");
  }

  @Test
  void refuses_an_empty_collection_which_a_client_would_misread() {
    assertThatThrownBy(Expression::items).hasMessage("an empty collection");
  }
}
