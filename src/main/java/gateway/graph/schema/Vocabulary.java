package gateway.graph.schema;

import java.util.Arrays;
import java.util.Optional;

/** The vocabularies of OASIS whose terms are used; the code names a term with the alias. */
enum Vocabulary {
  AGGREGATION("Aggregation"),
  AUTHORIZATION("Authorization"),
  CAPABILITIES("Capabilities"),
  CORE("Core"),
  VALIDATION("Validation");

  private final String alias;

  Vocabulary(String alias) {
    this.alias = alias;
  }

  String namespace() {
    return "Org.OData." + alias + ".V1";
  }

  /** Where OASIS publishes it. */
  String address() {
    return "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/" + namespace() + ".xml";
  }

  /** The vocabulary of a name such as {@code Core.Description}. */
  static Optional<Vocabulary> of(String qualifiedName) {
    return Arrays.stream(values())
        .filter(vocabulary -> qualifiedName.startsWith(vocabulary.alias + "."))
        .findFirst();
  }

  /** A name such as {@code Core.Description} with the namespace in place of the alias. */
  static String inFull(String qualifiedName) {
    return of(qualifiedName)
        .map(vocabulary ->
            vocabulary.namespace() + qualifiedName.substring(vocabulary.alias.length()))
        .orElse(qualifiedName);
  }
}
