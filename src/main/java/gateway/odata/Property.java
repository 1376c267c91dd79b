package gateway.odata;

import gateway.odata.EdmType.Primitive;

/**
 * A property as queries know it.
 *
 * @param name as in a query; a path such as {@code initiatedBy/principalId} for a property of a
 *     property
 * @param nullable whether its column can be null: what cannot be is compared more plainly
 */
public record Property(String name, EdmType type, boolean nullable, Column column) {

  public Property {
    boolean fits =
        switch (column) {
          case Column.Plain _ -> type != Primitive.DATE_TIME_OFFSET;
          case Column.CharactersAndTicks _, Column.Timestamp _ ->
              type == Primitive.DATE_TIME_OFFSET;
        };
    if (!fits
        || type == Primitive.DATE
        || type == Primitive.TIME_OF_DAY
        || type == Primitive.DURATION) {
      throw new IllegalArgumentException("the column of " + name + " does not fit " + type.label());
    }
  }
}
