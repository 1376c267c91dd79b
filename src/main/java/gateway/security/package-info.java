/**
 * From token to caller, and from caller to tenant.
 *
 * <p>{@link gateway.security.TokenGate} admits a request; {@link gateway.security.Caller} is who it
 * is; {@link gateway.security.TenantScope} is the one place where a statement gets its tenant.
 */
@NullMarked
@CheckReturnValue
package gateway.security;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
