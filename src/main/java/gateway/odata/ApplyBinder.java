package gateway.odata;

import gateway.odata.EdmType.Primitive;
import gateway.odata.Expression.Ordering;
import gateway.odata.Transformation.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The third stage of {@code $apply}: follows what rows look like from one transformation to the
 * next. The columns that a subquery makes are numbered consecutively, so that no name means two
 * things.
 */
final class ApplyBinder {

  private final PropertyTable declared;
  private final QuerySettings settings;
  private final List<Property> exported = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private List<ResultProperty> visible = new ArrayList<>();
  private PropertyTable table;
  private List<OrderKey> order = List.of();
  private boolean entities = true;
  private int columns;

  ApplyBinder(PropertyTable declared, QuerySettings settings) {
    this.declared = declared;
    this.settings = settings;
    for (var property : declared.properties()) {
      var column = made(property.name(), property);
      exported.add(column);
      visible.add(new ResultProperty(column, Optional.of(property.name()), false));
    }
    this.table = visibleTable();
  }

  void add(Transformation transformation) throws QueryFault {
    switch (transformation) {
      case Transformation.Identity _ -> {}
      case Transformation.Filtering(var condition) -> filter(condition);
      case Transformation.Sorting(var keys) -> sort(keys);
      case Transformation.Skipping(long rows) ->
          steps.add(new Step.Cut(order, rows, OptionalLong.empty()));
      case Transformation.Heading(long rows) ->
          steps.add(new Step.Cut(order, 0, OptionalLong.of(rows)));
      case Transformation.Grouping grouping -> group(grouping);
    }
  }

  void filter(Expression condition) throws QueryFault {
    steps.add(new Step.Kept(new Binder(table, settings).condition(condition, "A filter")));
  }

  /** Sorts in a stable way: rows that these keys do not tell apart keep the order they had. */
  void sort(List<Ordering> orderings) throws QueryFault {
    var binder = new Binder(table, settings);
    var keys = new ArrayList<OrderKey>();
    for (var ordering : orderings) {
      keys.add(new OrderKey(binder.bind(ordering.expression()), ordering.descending()));
    }
    for (var key : order) {
      if (keys.stream().noneMatch(before -> before.value().equals(key.value()))) {
        keys.add(key);
      }
    }
    order = List.copyOf(keys);
  }

  private void group(Transformation.Grouping grouping) throws QueryFault {
    var next = new ArrayList<ResultProperty>();
    var by = new ArrayList<Step.Key>();
    for (var name : grouping.by()) {
      var from = find(name);
      if (next.stream().anyMatch(known -> known.property().name().equals(name.path()))) {
        throw name.place()
            .fault("%s is named twice in groupby.".formatted(QueryFault.quoted(name.path())));
      }
      var to = made(name.path(), from.property());
      by.add(new Step.Key(from.property(), to));
      next.add(new ResultProperty(to, from.origin(), from.isAlias()));
    }
    var aggregates = new ArrayList<Step.Aggregated>();
    for (var aggregation : grouping.aggregates()) {
      requireNew(aggregation, next);
      var aggregated = aggregated(aggregation);
      aggregates.add(aggregated);
      next.add(new ResultProperty(aggregated.to(), origin(aggregation), true));
    }
    steps.add(new Step.Grouped(by, aggregates));
    entities = false;
    visible = next;
    table = visibleTable();
    order = by.stream().map(key -> new OrderKey(new Bound.Reference(key.to()), false)).toList();
  }

  private Step.Aggregated aggregated(Aggregation aggregation) throws QueryFault {
    var aggregate = aggregation.aggregate();
    var from =
        aggregate == Aggregate.COUNT
            ? Optional.<Property>empty()
            : Optional.of(find(aggregation.of()).property());
    var to =
        aggregate.isNumber()
            ? new Property(
                aggregation.alias(), Primitive.DECIMAL, false, new Column.Plain(nextColumn()))
            : least(aggregation.alias(), from.orElseThrow());
    return new Step.Aggregated(aggregate, from, to);
  }

  /** What is the least or greatest of no values is null. */
  private Property least(String alias, Property of) {
    var made = made(alias, of);
    return new Property(alias, made.type(), true, made.column());
  }

  private Optional<String> origin(Aggregation aggregation) throws QueryFault {
    return aggregation.aggregate().isNumber() ? Optional.empty() : find(aggregation.of()).origin();
  }

  /**
   * An alias must differ from every name that has a meaning already (§3.1.1), that of a property
   * with properties of its own included.
   */
  private void requireNew(Aggregation aggregation, List<ResultProperty> next) throws QueryFault {
    String alias = aggregation.alias();
    boolean taken =
        declared.properties().stream()
                .map(Property::name)
                .anyMatch(name -> name.equals(alias) || name.startsWith(alias + "/"))
            || table.find(alias).isPresent()
            || next.stream().anyMatch(known -> known.property().name().equals(alias));
    if (taken) {
      throw aggregation
          .at()
          .fault("The alias %s is taken; choose another.".formatted(QueryFault.quoted(alias)));
    }
  }

  private ResultProperty find(Expression.Name name) throws QueryFault {
    return visible.stream()
        .filter(known -> known.property().name().equals(name.path()))
        .findFirst()
        .orElseThrow(() -> name.place().fault(table.unknown(name.path())));
  }

  /** The same property in a column of its own. */
  private Property made(String name, Property of) {
    String column = nextColumn();
    return new Property(
        name,
        of.type(),
        of.nullable(),
        switch (of.column()) {
          case Column.Plain _ -> new Column.Plain(column);
          case Column.CharactersAndTicks _ ->
              new Column.CharactersAndTicks(column, column + "_ticks");
          case Column.Timestamp _ -> new Column.Timestamp(column);
        });
  }

  private String nextColumn() {
    columns++;
    return "c" + columns;
  }

  private PropertyTable visibleTable() {
    return new PropertyTable(visible.stream().map(ResultProperty::property).toList());
  }

  Apply bound(long skip, OptionalLong top) {
    return new Apply(
        new ApplySql(
            List.copyOf(declared.properties()), exported, steps, settings.unknownMembers()),
        entities ? List.of() : visible,
        order,
        skip,
        top);
  }
}
