/**
 * Questions to any collection, answered from one table under row-level security.
 *
 * <pre>
 * EntitySet, Representation   what a feature says of its collection: columns, properties, how one row is shown
 * Question, Position          a call's query, checked, as SQL; where a walk over its pages stands
 * Listings, Listing           the operations: a page, a count, an export
 * Groups, Group               the answer to a question with $apply, in one piece; how one of its rows is shown
 * Export, ExportedRows        every match in one answer, a batch at a time; CsvText, NdjsonText how it is written
 * </pre>
 */
@NullMarked
@CheckReturnValue
package gateway.collection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
