package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import gateway.odata.QuerySettings.UnknownMembers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties that the published cases ask for, as far as they are flat, and how each rule is
 * read.
 */
final class OasisModel {

  /** The options that a collection takes. */
  private static final Set<String> OPTIONS =
      Set.of(
          "$apply",
          "$count",
          "$filter",
          "$format",
          "$orderby",
          "$search",
          "$select",
          "$skip",
          "$skiptoken",
          "$top");

  private static final QuerySettings SETTINGS =
      new QuerySettings(Instant.parse("2026-11-24T03:20:00Z"), UnknownMembers.ORDINARY);

  private static final Property ID = property("ID", Primitive.STRING);

  private static final PropertyTable TABLE = table();

  private OasisModel() {}

  private static Property property(String name, EdmType type) {
    return new Property(
        name, type, true, new Column.Plain(name.toLowerCase(java.util.Locale.ROOT)));
  }

  private static PropertyTable table() {
    var properties = new ArrayList<Property>();
    properties.add(ID);
    for (String text :
        List.of(
            "Name",
            "CompanyName",
            "FirstName",
            "LastName",
            "City",
            "Street",
            "Title",
            "Address/Street",
            "Supplier/Name")) {
      properties.add(property(text, Primitive.STRING));
    }
    for (String number : List.of("Price", "Cost", "Revenue", "Rating", "Age")) {
      properties.add(property(number, Primitive.DECIMAL));
    }
    properties.add(property("Size", Primitive.DECIMAL));
    properties.add(property("Completed", Primitive.BOOLEAN));
    for (String moment : List.of("ReleaseDate", "BirthDate", "LifeTime")) {
      properties.add(
          new Property(
              moment, Primitive.DATE_TIME_OFFSET, true, new Column.CharactersAndTicks("c", "t")));
    }
    properties.add(
        property(
            "style",
            new Enumeration(
                "Sales.Pattern", new LinkedHashMap<>(Map.of("Solid", 1, "Yellow", 32)))));
    return new PropertyTable(properties);
  }

  /** Whether the rule is of the language that the gateway speaks. */
  static boolean speaks(String rule) {
    return switch (rule) {
      case "filter",
          "orderby",
          "orderBy",
          "search",
          "select",
          "queryOptions",
          "systemQueryOption",
          "customQueryOption",
          "compute",
          "skiptoken",
          "deltatoken",
          "boolCommonExpr",
          "boolcommonExpr",
          "notExpr",
          "anyExpr",
          "isofExpr",
          "commonExpr",
          "firstMemberExpr",
          "propertyPathExpr",
          "searchExpr",
          "dateTimeOffsetValue" ->
          true;
      default -> isLiteral(rule);
    };
  }

  private static boolean isLiteral(String rule) {
    return rule.endsWith("Literal")
        || Set.of(
                "\"null\"",
                "null",
                "boolean",
                "date",
                "guid",
                "dateTimeOffsetValueInUrl",
                "stringInUrl")
            .contains(rule);
  }

  /** Reads an input as its rule; empty when it is taken, else why not. */
  static String refusal(OasisCases.Case one) {
    try {
      read(one.rule(), one.input());
      return "";
    } catch (QueryFault | QueryOptions.Unreadable e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void read(String rule, String input) throws QueryFault, QueryOptions.Unreadable {
    switch (rule) {
      case "filter",
          "orderby",
          "orderBy",
          "search",
          "select",
          "queryOptions",
          "systemQueryOption",
          "customQueryOption",
          "compute",
          "skiptoken",
          "deltatoken" ->
          options(input);
      case "boolCommonExpr", "boolcommonExpr", "notExpr", "anyExpr", "isofExpr" ->
          options("$filter=" + input);
      case "commonExpr", "firstMemberExpr", "propertyPathExpr" -> options("$orderby=" + input);
      case "searchExpr" -> options("$search=" + input);
      case "dateTimeOffsetValue" ->
          require(DateTimeOffset.parse(input).isPresent(), "not a dateTimeOffsetValue");
      default -> literal(rule, input);
    }
  }

  private static void options(String query) throws QueryFault, QueryOptions.Unreadable {
    var options = QueryOptions.parse(query, OPTIONS);
    for (var option : options.system().entrySet()) {
      String text = option.getValue();
      var unused =
          switch (option.getKey()) {
            case "$filter" -> Filter.parse(text, options.aliases(), TABLE, SETTINGS).sql(1);
            case "$orderby" -> OrderBy.parse(text, options.aliases(), TABLE, SETTINGS, ID).sql(1);
            case "$search" -> Search.parse(text);
            case "$select" ->
                Select.parse(text, TABLE.properties().stream().map(Property::name).toList());
            case "$top" -> PageOptions.top(text);
            case "$skip" -> PageOptions.skip(text);
            case "$count" -> PageOptions.count(text);
            default -> text;
          };
    }
  }

  private static void literal(String rule, String input) throws QueryFault {
    String text = PercentCoding.decodeQuery(input).orElseThrow();
    var bound = new Binder(TABLE, SETTINGS).bind(Parser.expression("$filter", text, Map.of()));
    boolean fits =
        switch (rule) {
          case "null", "\"null\"" -> bound instanceof Bound.Null;
          case "boolean" -> bound instanceof Constant.Truth;
          case "date" -> bound instanceof Constant.Day;
          case "guid" -> bound instanceof Constant.Guid;
          case "dateTimeOffsetLiteral", "dateTimeOffsetValueInUrl" ->
              bound instanceof Constant.Moment;
          case "timeOfDayLiteral" -> bound instanceof Constant.Clock;
          case "stringLiteral", "stringInUrl" -> bound instanceof Constant.Text;
          default -> bound instanceof Constant;
        };
    require(fits, "read as something else: " + bound);
  }

  private static void require(boolean holds, String otherwise) throws QueryFault {
    if (!holds) {
      throw new Place("$filter", 0).fault(otherwise);
    }
  }
}
