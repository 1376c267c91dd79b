package gateway.operations.retention;

import java.sql.SQLException;
import java.util.UUID;

/**
 * Who prunes, as its entries say it: the database's role, the command, and one id for all that a
 * run writes. Whoever is behind the role, its log-in must tell.
 */
record Operator(String role, UUID run) {

  static final String COMMAND = "prune";

  static Operator of(Statements statements) throws SQLException {
    return new Operator(
        statements.first("select session_user", row -> row.getString(1)).orElseThrow(),
        UUID.randomUUID());
  }
}
