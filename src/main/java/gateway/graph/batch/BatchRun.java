package gateway.graph.batch;

import gateway.graph.Arrival;
import gateway.graph.Asked;
import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.Failures;
import gateway.graph.HeldBytes;
import gateway.graph.Identity;
import gateway.graph.Problem;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.graph.Response;
import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Does what a plan says: steps run side by side, each once those that it waits for are done. There
 * are no more of them than a batch has parts, which bounds the database connections that one batch
 * can hold.
 */
final class BatchRun {

  /**
   * Bytes of all answers together: twenty pages of 1,000 usual audits are 12 MB, and one page at
   * its very longest is 22 MB.
   */
  static final int MOST_BYTES = 24 * 1024 * 1024;

  private final Call batch;
  private final Function<Request, Uni<Response>> router;
  private final Transaction.Source transactions;
  private final Failures failures;
  private final HeldBytes.Share share;

  /**
   * @param share holds the answers until they are written
   */
  BatchRun(
      Call batch,
      Function<Request, Uni<Response>> router,
      Transaction.Source transactions,
      Failures failures,
      HeldBytes.Share share) {
    this.batch = batch;
    this.router = router;
    this.transactions = transactions;
    this.failures = failures;
    this.share = share;
  }

  /** The answers, in the order of the parts. */
  Uni<List<PartAnswer>> answers(Plan plan) {
    var underWay = new ArrayList<Uni<List<PartAnswer>>>();
    for (Plan.Step step : plan.steps()) {
      var before = step.after().stream().map(underWay::get).toList();
      underWay.add(
          together(before).chain(earlier -> answers(step, earlier)).memoize().indefinitely());
    }
    return together(underWay);
  }

  private static Uni<List<PartAnswer>> together(List<Uni<List<PartAnswer>>> steps) {
    return steps.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join()
            .all(steps)
            .andFailFast()
            .map(answers -> answers.stream().flatMap(List::stream).toList());
  }

  /**
   * @param earlier the answers of all that the step waits for
   */
  private Uni<List<PartAnswer>> answers(Plan.Step step, List<PartAnswer> earlier) {
    for (Part part : step.parts()) {
      var failed = failedDependency(part, earlier);
      if (failed.isPresent()) {
        var own =
            refused(part, "'%s', on which this part depends, failed.".formatted(failed.get()));
        return Uni.createFrom().item(undone(step, own));
      }
    }
    return OwnContext.of(() ->
        step.group().isPresent()
            ? inOneTransaction(step)
            : answer(step.parts().getFirst(), new Arrival.InBatch()).map(List::of));
  }

  private static Optional<String> failedDependency(Part part, List<PartAnswer> earlier) {
    return part.dependsOn().stream()
        .filter(name ->
            earlier.stream().anyMatch(answer -> answer.failed() && answer.part().answersTo(name)))
        .findFirst();
  }

  private Uni<List<PartAnswer>> inOneTransaction(Plan.Step step) {
    return transactions
        .run(
            transaction -> inTurn(step.parts(), transaction, List.of()),
            answers -> !answers.getLast().failed())
        .map(answers -> answers.getLast().failed() ? undone(step, answers.getLast()) : answers)
        .onFailure()
        .recoverWithItem(
            failure -> step.parts().stream().map(part -> failed(part, failure)).toList());
  }

  /** The parts of a group one after the other, up to the first that fails. */
  private Uni<List<PartAnswer>> inTurn(
      List<Part> parts, Transaction transaction, List<PartAnswer> done) {
    return answer(parts.get(done.size()), new Arrival.InGroup(transaction))
        .chain(answer -> {
          var answers = Stream.concat(done.stream(), Stream.of(answer)).toList();
          return answer.failed() || answers.size() == parts.size()
              ? Uni.createFrom().item(answers)
              : inTurn(parts, transaction, answers);
        });
  }

  /** A group of which one part failed: that part's own answer, and 424 for every other. */
  private List<PartAnswer> undone(Plan.Step step, PartAnswer failed) {
    String message =
        "Nothing of the atomicity group was done, because its part '%s' failed."
            .formatted(failed.part().id());
    return step.parts().stream()
        .map(part -> part.equals(failed.part()) ? failed : refused(part, message))
        .toList();
  }

  private Uni<PartAnswer> answer(Part part, Arrival arrival) {
    var ids = ids(part);
    Uni<Response> response;
    try {
      response = router.apply(PartRequest.of(part, ids, batch, arrival));
    } catch (Problem problem) {
      response = Uni.createFrom().item(failures.answer(asked(part, ids), problem));
    }
    return response
        .map(answered -> fitting(asked(part, ids), answered))
        .invoke(fitting -> share.takeAnyway(fitting.body().length()))
        .map(fitting -> new PartAnswer(part, ids, fitting));
  }

  /**
   * A streamed answer, of which nothing was begun yet, has no place in a batch's answer; nor has a
   * read with which it would be too large. What was changed is told, and never long.
   */
  private Response fitting(Asked asked, Response response) {
    return switch (response.content()) {
      case Response.Content.Whole(var body)
          when asked.method().equals("GET") && share.bytes() + body.length() > MOST_BYTES ->
          failures.answer(
              asked,
              Problem.badRequest(
                  "The answers of this batch are larger than %d MiB together; ask for this part by itself."
                      .formatted(MOST_BYTES / 1024 / 1024)));
      case Response.Content.Whole _, Response.Content.Omitted _ -> response;
      case Response.Content.Streamed _ ->
          failures.answer(
              asked,
              Problem.badRequest("An export cannot be a part of a batch; ask for it by itself."));
    };
  }

  private PartAnswer refused(Part part, String message) {
    var ids = ids(part);
    var problem = Problem.of(ErrorCode.FAILED_DEPENDENCY, message);
    return new PartAnswer(part, ids, failures.answer(asked(part, ids), problem));
  }

  private PartAnswer failed(Part part, Throwable failure) {
    var ids = ids(part);
    return new PartAnswer(part, ids, failures.answer(asked(part, ids), failure));
  }

  /** Of what becomes of a part outside the router, where its operation is not known. */
  private Asked asked(Part part, RequestIds ids) {
    Optional<Identity> identity =
        part.header("Authorization").isEmpty()
            ? Optional.of(batch.identity())
            : Optional.empty(); // whose token that is was for the router to find out
    return new Asked(ids, part.method(), Asked.NO_OPERATION, true, identity);
  }

  /** A part that brings no {@code client-request-id} has the batch's. */
  private RequestIds ids(Part part) {
    String own = part.header("client-request-id");
    return RequestIds.of(own.isEmpty() ? batch.request().ids().clientRequestId() : own);
  }
}
