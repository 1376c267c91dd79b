package gateway.graph.schema;

import static gateway.graph.schema.Expression.fields;

import gateway.graph.Access;
import gateway.graph.Operation;
import gateway.graph.Permissions;
import gateway.graph.Route;
import gateway.odata.Apply;
import gateway.odata.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What clients can do with a collection of entities, told by its own routes: an option that the
 * list takes is supported, a method that an address has is allowed.
 *
 * @param collection the operations of the collection's address
 * @param item those of one entity's address
 * @param required what a creation must name
 * @param nonUpdatable what an update cannot change
 * @param properties all that an entity has: its ETag is another when one that an update can change
 *     has changed, and only then
 * @param conditional whether a change needs an {@code If-Match}
 */
public record CollectionCapabilities(
    Map<String, Operation> collection,
    Map<String, Operation> item,
    Permissions permissions,
    List<String> required,
    List<String> nonUpdatable,
    List<String> properties,
    boolean conditional) {

  /** The operations of an address among the routes of a feature; empty when it has none. */
  public static Map<String, Operation> operations(List<Route> routes, String template) {
    return routes.stream()
        .filter(route -> String.join("/", route.template()).equals(template))
        .findFirst()
        .map(Route::operations)
        .orElse(Map.of());
  }

  public List<Annotation> annotations() {
    var all = new ArrayList<>(reading());
    all.addAll(writing());
    return all;
  }

  private List<Annotation> reading() {
    var list = Optional.ofNullable(collection.get("GET"));
    var options = list.map(Operation::options).orElse(Set.of());
    var all = new ArrayList<Annotation>();
    all.add(
        of(
            "ReadRestrictions",
            permitted(fields().with("Readable", list.isPresent()), list)
                .with("TypecastSegmentSupported", false)));
    all.add(of("IndexableByKey", item.containsKey("GET")));
    all.add(of("TopSupported", options.contains("$top")));
    all.add(of("SkipSupported", options.contains("$skip")));
    all.add(of("CountRestrictions", fields().with("Countable", options.contains("$count"))));
    all.add(of("SelectSupport", fields().with("Supported", options.contains("$select"))));
    all.add(
        of(
            "FilterRestrictions",
            fields()
                .with("Filterable", options.contains("$filter"))
                .with("RequiresFilter", false)));
    if (options.contains("$filter")) {
      all.add(of("FilterFunctions", Expression.texts(Filter.functions())));
    }
    all.add(of("SortRestrictions", fields().with("Sortable", options.contains("$orderby"))));
    all.add(
        of(
            "SearchRestrictions",
            fields()
                .with("Searchable", options.contains("$search"))
                .with(
                    "UnsupportedExpressions",
                    new Expression.Member("Capabilities.SearchExpressions", "none"))));
    all.add(of("ExpandRestrictions", fields().with("Expandable", options.contains("$expand"))));
    all.add(of("ComputeSupported", options.contains("$compute")));
    all.add(of("ChangeTracking", fields().with("Supported", false)));
    if (options.contains("$apply")) {
      all.add(
          Annotation.of(
              "Aggregation.ApplySupported",
              fields()
                  .with("Transformations", Expression.texts(Apply.transformations()))
                  .with("AggregatableProperties", aggregatable())));
    }
    return all;
  }

  private List<Annotation> writing() {
    var insert = Optional.ofNullable(collection.get("POST"));
    var update = Optional.ofNullable(item.get("PATCH"));
    var delete = Optional.ofNullable(item.get("DELETE"));
    var all = new ArrayList<Annotation>();
    all.add(
        of(
            "InsertRestrictions",
            permitted(fields().with("Insertable", insert.isPresent()), insert)
                .with("RequiredProperties", Expression.paths(required))
                .with("TypecastSegmentSupported", false)
                .with("QueryOptions", queryOptions(insert))));
    all.add(
        of(
            "UpdateRestrictions",
            permitted(fields().with("Updatable", update.isPresent()), update)
                .with("Upsertable", false)
                .with("DeltaUpdateSupported", false)
                .with("UpdateMethod", new Expression.Member("Capabilities.HttpMethod", "PATCH"))
                .with("FilterSegmentSupported", false)
                .with("TypecastSegmentSupported", false)
                .with("NonUpdatableProperties", Expression.paths(nonUpdatable))
                .with("QueryOptions", queryOptions(update))
                .with("CustomHeaders", ifMatch())));
    all.add(
        of(
            "DeleteRestrictions",
            permitted(fields().with("Deletable", delete.isPresent()), delete)
                .with("FilterSegmentSupported", false)
                .with("TypecastSegmentSupported", false)
                .with("CustomHeaders", ifMatch())));
    all.add(of("DeepInsertSupport", fields().with("Supported", false)));
    all.add(of("DeepUpdateSupport", fields().with("Supported", false)));
    var versioned = properties.stream().filter(name -> !nonUpdatable.contains(name)).toList();
    all.add(Annotation.of("Core.OptimisticConcurrency", Expression.paths(versioned)));
    return all;
  }

  private Expression.Fields permitted(Expression.Fields restrictions, Optional<Operation> what) {
    var access = what.map(Operation::access).orElse(Access.ANONYMOUS);
    return access == Access.READ || access == Access.WRITE
        ? restrictions.with("Permissions", RequiredPermissions.of(permissions, access))
        : restrictions;
  }

  private Expression aggregatable() {
    return new Expression.Items(
        properties.stream()
            .<Expression>map(name ->
                fields()
                    .with("Property", new Expression.PropertyPath(name))
                    .with("SupportedAggregationMethods", Expression.texts(Apply.methods())))
            .toList());
  }

  private static Expression queryOptions(Optional<Operation> operation) {
    boolean select = operation.filter(o -> o.options().contains("$select")).isPresent();
    return fields().with("SelectSupported", select);
  }

  private Expression ifMatch() {
    return Expression.items(
        fields()
            .with("Name", "If-Match")
            .with("Description", "The ETag of the entity that is to be changed, or *.")
            .with("Required", conditional));
  }

  private static Annotation of(String term, Expression value) {
    return Annotation.of("Capabilities." + term, value);
  }

  private static Annotation of(String term, boolean value) {
    return Annotation.of("Capabilities." + term, value);
  }
}
