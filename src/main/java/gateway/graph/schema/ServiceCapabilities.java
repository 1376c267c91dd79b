package gateway.graph.schema;

import static gateway.graph.schema.Expression.fields;

import java.util.List;

/** What holds for the service as a whole, and stands on the entity container. */
public final class ServiceCapabilities {

  private ServiceCapabilities() {}

  public static List<Annotation> annotations() {
    return List.of(
        of(
            "SupportedFormats",
            Expression.texts(
                List.of(
                    "application/json;odata.metadata=minimal",
                    "application/json;odata.metadata=full",
                    "application/json;odata.metadata=none",
                    "text/csv",
                    "application/x-ndjson"))),
        of(
            "SupportedMetadataFormats",
            Expression.texts(List.of("application/xml", "application/json"))),
        of("AcceptableEncodings", Expression.texts(List.of("gzip"))),
        of("KeyAsSegmentSupported", true),
        of("QuerySegmentSupported", false),
        of("CrossJoinSupported", false),
        of("AsynchronousRequestsSupported", false),
        of("AnnotationValuesInQuerySupported", false),
        of("BatchSupported", true),
        of(
            "BatchSupport",
            fields()
                .with("Supported", true)
                // Without being asked: a part that fails stops those alone that depend on it.
                .with("ContinueOnErrorSupported", true)
                .with("ReferencesInRequestBodiesSupported", false)
                .with("ReferencesAcrossChangeSetsSupported", false)
                .with("EtagReferencesSupported", false)
                .with("RequestDependencyConditionsSupported", false)
                .with("SupportedFormats", Expression.texts(List.of("application/json")))),
        RequiredPermissions.schemes());
  }

  /** What can be done with a singleton that holds nothing but what it contains. */
  public static List<Annotation> ofEmptySingleton() {
    return List.of(
        of("SelectSupport", fields().with("Supported", false)),
        of("ExpandRestrictions", fields().with("Expandable", false)),
        of("UpdateRestrictions", fields().with("Updatable", false)),
        of("DeleteRestrictions", fields().with("Deletable", false)));
  }

  private static Annotation of(String term, Expression value) {
    return Annotation.of("Capabilities." + term, value);
  }

  private static Annotation of(String term, boolean value) {
    return Annotation.of("Capabilities." + term, value);
  }
}
