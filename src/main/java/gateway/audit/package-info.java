/**
 * The remoteActionAudit resource; everything a reader of PATCH needs is in this folder.
 *
 * <p>{@link gateway.audit.AuditProperty} is the table of properties. A PATCH goes from {@link
 * gateway.audit.AuditResource} through {@link gateway.audit.AuditBody} to {@link
 * gateway.audit.AuditRepository} and out by {@link gateway.audit.AuditWriter}. What the collection
 * is to questions says {@link gateway.audit.AuditTable}. Erasing a person begins at {@link
 * gateway.audit.ErasureResource}.
 */
@NullMarked
@CheckReturnValue
package gateway.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
