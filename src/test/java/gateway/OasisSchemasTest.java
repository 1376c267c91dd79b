package gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.VocabularyXml.Use;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The metadata against the schemas and vocabularies that OASIS publishes, which are not ours to
 * copy: {@code -Dtest.oasis} names a folder with {@code edm.xsd}, {@code edmx.xsd} and {@code
 * csdl.schema.json} of github.com/oasis-tcs/odata-csdl-schemas, and the {@code Org.OData.*.V1.xml}
 * of github.com/oasis-tcs/odata-vocabularies.
 */
@GatewayTest
@EnabledIfSystemProperty(named = "test.oasis", matches = ".+")
class OasisSchemasTest {

  private static final Path FOLDER = Path.of(System.getProperty("test.oasis", ""));

  private final Api anyone = Api.with("");

  private String xml() {
    return anyone.get("/beta/$metadata").is(200).body();
  }

  @Test
  void the_xml_is_valid() throws Exception {
    var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    var schema =
        factory.newSchema(
            new Source[] {
              new StreamSource(FOLDER.resolve("edm.xsd").toFile()),
              new StreamSource(FOLDER.resolve("edmx.xsd").toFile())
            });

    schema.newValidator().validate(new StreamSource(new StringReader(xml())));
  }

  @Test
  void the_json_is_valid() throws Exception {
    // \p{Nl} and the like need Java's regular expressions, which the validator uses.
    var schema = new JsonObject(Files.readString(FOLDER.resolve("csdl.schema.json")));
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://schemas.invalid")
            .setDraft(Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Basic);
    var document = new JsonObject(anyone.get("/beta/$metadata?$format=json").is(200).body());

    var result = Validator.create(JsonSchema.of(schema), options).validate(document);

    assertThat(result.getErrors() == null ? List.of() : result.getErrors())
        .extracting(Object::toString)
        .isEmpty();
    assertThat(result.getValid()).isTrue();
  }

  @Test
  void each_annotation_is_as_its_vocabulary_declares_it() throws Exception {
    var vocabularies = VocabularyXml.read(FOLDER);
    var uses = VocabularyXml.uses(MetadataXml.parse(MetadataXml.aliased(xml())));

    assertThat(uses).hasSizeGreaterThan(50);
    assertThat(uses.stream().flatMap((Use use) -> vocabularies.faults(use).stream())).isEmpty();
  }
}
