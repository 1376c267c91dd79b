package gateway.odata;

import static gateway.odata.EdmType.Primitive.BOOLEAN;
import static gateway.odata.EdmType.Primitive.INT64;
import static gateway.odata.EdmType.Primitive.STRING;

import gateway.odata.EdmType.Primitive;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions on text (OData 4.01 URL Conventions §5.1.1.5 and §5.1.1.7). Lengths and positions
 * count code points; positions start at 0.
 */
enum Function {
  CONTAINS(BOOLEAN, STRING, STRING),
  STARTSWITH(BOOLEAN, STRING, STRING),
  ENDSWITH(BOOLEAN, STRING, STRING),
  LENGTH(INT64, STRING),
  INDEXOF(INT64, STRING, STRING),
  SUBSTRING(STRING, STRING, INT64, INT64),
  TOLOWER(STRING, STRING),
  TOUPPER(STRING, STRING),
  TRIM(STRING, STRING),
  CONCAT(STRING, STRING, STRING);

  private final Primitive result;
  private final List<Primitive> parameters;

  Function(Primitive result, Primitive... parameters) {
    this.result = result;
    this.parameters = List.of(parameters);
  }

  /** The function of that name, in whatever case it is written. */
  static Optional<Function> named(String name) {
    return Arrays.stream(values()).filter(f -> f.word().equalsIgnoreCase(name)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Primitive result() {
    return result;
  }

  List<Primitive> parameters() {
    return parameters;
  }

  /** How many arguments it needs; {@code substring}'s last may be left out. */
  int required() {
    return this == SUBSTRING ? 2 : parameters.size();
  }
}
