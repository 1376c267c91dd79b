/**
 * From token to caller, and from caller to tenant.
 *
 * <p>{@link gateway.security.TokenGate} admits a request; {@link gateway.security.Caller} is who it
 * is; {@link gateway.security.TenantScope} is the one place where a statement gets its tenant; what
 * has more rows than memory has room for comes as {@link gateway.security.TenantRows}.
 */
@NullMarked
@CheckReturnValue
package gateway.security;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
