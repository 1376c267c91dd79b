/**
 * What the program's commands have in common: {@link gateway.command.Options} are read from the
 * words behind a command's name, and what keeps a command from running is {@link
 * gateway.command.Unable}. Plain JDK.
 */
@NullMarked
@CheckReturnValue
package gateway.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
