package gateway.graph;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/**
 * One method of one address: what it asks of a request, and what answers it.
 *
 * @param options the system query options it takes, by canonical name; any other is 400
 */
public record Operation(
    Access access, Produces produces, Consumes consumes, Set<String> options, Handler handler) {

  /** The form of a successful answer. */
  public enum Produces {
    JSON(Offers.OBJECT),
    /** A page as JSON, or an export in another form. */
    COLLECTION(Offers.COLLECTION),
    TEXT(Offers.TEXT),
    CSDL(Offers.CSDL),
    OPEN_API(Offers.OPEN_API),
    /** Bytes of one form, whatever the client accepts. */
    BYTES,
    NOTHING;

    private final Optional<Offers> offers;

    Produces() {
      this.offers = Optional.empty();
    }

    Produces(Offers offers) {
      this.offers = Optional.of(offers);
    }

    /** What a client may choose among; empty when nothing is chosen. */
    Optional<Offers> offers() {
      return offers;
    }
  }

  /** The body that is read. */
  public enum Consumes {
    NOTHING(0),
    /** 64 KiB: the twelve properties at their longest, escaped, are under 50 KiB. */
    ENTITY(64 * 1024),
    /** 1.5 MiB: twenty entities at their largest are 1.25 MiB, and the rest is for addresses. */
    BATCH(1536 * 1024);

    private final int limit;

    Consumes(int limit) {
      this.limit = limit;
    }

    /** The largest body, in bytes. */
    public int limit() {
      return limit;
    }
  }

  /** Answers a call; a {@link Problem}, thrown or as a failure, becomes an error body. */
  @FunctionalInterface
  public interface Handler {
    Uni<Response> answer(Call call);
  }

  /** An operation that reads no body and answers with JSON. */
  public static Operation reading(Access access, Set<String> options, Handler handler) {
    return new Operation(access, Produces.JSON, Consumes.NOTHING, options, handler);
  }

  /** An operation that reads no body and answers with a page of a collection, or all of it. */
  public static Operation collection(Access access, Set<String> options, Handler handler) {
    return new Operation(access, Produces.COLLECTION, Consumes.NOTHING, options, handler);
  }

  /** An operation that answers with plain text. */
  public static Operation text(Access access, Set<String> options, Handler handler) {
    return new Operation(access, Produces.TEXT, Consumes.NOTHING, options, handler);
  }

  /** An operation that answers with bytes. */
  public static Operation bytes(Access access, Handler handler) {
    return new Operation(access, Produces.BYTES, Consumes.NOTHING, Set.of(), handler);
  }

  /** An operation that reads an entity and answers with one. */
  public static Operation changing(Set<String> options, Handler handler) {
    return new Operation(Access.WRITE, Produces.JSON, Consumes.ENTITY, options, handler);
  }

  /** An action without parameters, which changes something and answers with JSON. */
  public static Operation acting(Handler handler) {
    return new Operation(Access.WRITE, Produces.JSON, Consumes.NOTHING, Set.of(), handler);
  }

  /** An operation that reads nothing and answers without a body. */
  public static Operation removing(Handler handler) {
    return new Operation(Access.WRITE, Produces.NOTHING, Consumes.NOTHING, Set.of(), handler);
  }
}
