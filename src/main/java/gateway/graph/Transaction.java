package gateway.graph;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Work of several requests in the store that becomes true together or not at all. The security
 * package knows what it is made of.
 */
public interface Transaction {

  /** Begins transactions and ends them. */
  interface Source {

    /**
     * Runs work in a transaction: committed when its result says so, else rolled back, as it is
     * when the work fails.
     *
     * @return the result of the work; a failure of 503 when the transaction cannot begin or commit,
     *     and then nothing was changed unless the commit's own answer was lost
     */
    <T> Uni<T> run(Function<Transaction, Uni<T>> work, Predicate<T> commits);
  }
}
