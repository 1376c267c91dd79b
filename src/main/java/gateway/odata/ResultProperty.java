package gateway.odata;

import java.util.Optional;

/**
 * A property of the rows that {@code $apply} gives.
 *
 * @param property under its name in the answer
 * @param origin the entity's property whose values these are; empty for a number of rows or values
 * @param isAlias whether the query itself named it, so that no metadata tells its type
 */
public record ResultProperty(Property property, Optional<String> origin, boolean isAlias) {}
