/**
 * What happened, for ever: append-only entries, and the personal values beside them that can be
 * erased.
 *
 * <p>Knows of audits where they are addressed ({@link gateway.history.AuditCollection}): properties
 * come to it as names and values. {@link gateway.history.HistoryRepository} reads, {@link
 * gateway.history.EntryStatement} is the part of a writer's statement that appends an entry, {@link
 * gateway.history.Erasure} takes personal values out.
 */
@NullMarked
@CheckReturnValue
package gateway.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
