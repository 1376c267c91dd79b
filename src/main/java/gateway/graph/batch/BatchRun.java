package gateway.graph.batch;

import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.Failures;
import gateway.graph.Fault;
import gateway.graph.JsonText;
import gateway.graph.Problem;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.graph.Response;
import gateway.graph.Router;
import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One batch on its way through the router. Parts run side by side; one that depends on others waits
 * for them; the parts of an atomicity group run one after the other in one transaction.
 */
final class BatchRun {

  private static final int FIRST_FAILURE = 400;

  private final Call call;
  private final Router router;
  private final Failures failures;
  private final Transaction.Source transactions;

  /** By lower-case id of a part or name of a group: what it waits for, and then has answered. */
  private final Map<String, Uni<List<Answered>>> begun = new HashMap<>();

  /** A part with its answer. */
  record Answered(Part part, RequestIds ids, Response response) {
    boolean failed() {
      return response.status() >= FIRST_FAILURE;
    }
  }

  BatchRun(Call call, Router router, Failures failures, Transaction.Source transactions) {
    this.call = call;
    this.router = router;
    this.failures = failures;
    this.transactions = transactions;
  }

  /** The answers, in the order of the parts. */
  Uni<List<Answered>> of(Envelope envelope) {
    var units = new ArrayList<Uni<List<Answered>>>();
    for (var unit : units(envelope.parts())) {
      var answered = afterThoseBefore(unit).memoize().indefinitely();
      unit.getFirst().group().ifPresent(group -> begun.put(Envelope.lower(group), answered));
      unit.forEach(part -> begun.put(Envelope.lower(part.id()), answered));
      units.add(answered);
    }
    return Uni.join()
        .all(units)
        .andFailFast()
        .map(answers -> answers.stream().flatMap(List::stream).toList());
  }

  /** Single parts, and the parts of a group together. */
  private static List<List<Part>> units(List<Part> parts) {
    var units = new ArrayList<List<Part>>();
    Optional<String> running = Optional.empty();
    for (Part part : parts) {
      if (part.group().isPresent() && part.group().equals(running)) {
        units.getLast().add(part);
      } else {
        units.add(new ArrayList<>(List.of(part)));
      }
      running = part.group();
    }
    return units;
  }

  private Uni<List<Answered>> afterThoseBefore(List<Part> unit) {
    var within = unit.stream().map(part -> Envelope.lower(part.id())).toList();
    var awaited = new LinkedHashMap<String, Uni<List<Answered>>>();
    for (Part part : unit) {
      for (String id : part.dependsOn()) {
        // What stands before it in its own group has run before it anyway.
        if (!within.contains(Envelope.lower(id))) {
          awaited.put(id, begun.get(Envelope.lower(id)));
        }
      }
    }
    Uni<Optional<String>> failed = Uni.createFrom().item(Optional.empty());
    for (var each : awaited.entrySet()) {
      failed =
          failed.chain(earlier ->
              each.getValue()
                  .map(answers ->
                      earlier.isPresent() || !failed(answers, each.getKey())
                          ? earlier
                          : Optional.of(each.getKey())));
    }
    return failed.chain(id ->
        id.isPresent()
            ? Uni.createFrom()
                .item(
                    unit.stream()
                        .map(part ->
                            dependent(
                                part,
                                "It depends on '%s', which failed."
                                    .formatted(Fault.quoted(id.get()))))
                        .toList())
            : run(unit));
  }

  /** Whether a part, or any of a group, has failed. */
  private static boolean failed(List<Answered> answers, String id) {
    var named =
        answers.stream()
            .filter(answer -> Envelope.lower(answer.part().id()).equals(Envelope.lower(id)))
            .toList();
    return (named.isEmpty() ? answers : named).stream().anyMatch(Answered::failed);
  }

  private Uni<List<Answered>> run(List<Part> unit) {
    return unit.getFirst().group().isEmpty()
        ? answer(unit.getFirst(), Optional.empty()).map(List::of)
        : transactions
            .run(
                transaction -> inOrder(unit, transaction),
                answers -> answers.stream().noneMatch(Answered::failed))
            .onFailure()
            .recoverWithItem(
                failure -> unit.stream().map(part -> failed(part, ids(part), failure)).toList());
  }

  /** The parts of a group until one fails; then that one has its answer, and all others 424. */
  private Uni<List<Answered>> inOrder(List<Part> group, Transaction transaction) {
    Uni<List<Answered>> answers = Uni.createFrom().item(List.of());
    for (Part part : group) {
      answers =
          answers.chain(before ->
              before.stream().anyMatch(Answered::failed)
                  ? Uni.createFrom().item(before)
                  : answer(part, Optional.of(transaction))
                      .map(answer -> {
                        var all = new ArrayList<>(before);
                        all.add(answer);
                        return all;
                      }));
    }
    return answers.map(answered -> {
      var failed = answered.stream().filter(Answered::failed).findFirst();
      return failed.isEmpty()
          ? answered
          : group.stream()
              .map(part ->
                  part == failed.get().part()
                      ? failed.get()
                      : dependent(
                          part,
                          "Nothing of its atomicity group was done, because '%s' failed."
                              .formatted(Fault.quoted(failed.get().part().id()))))
              .toList();
    });
  }

  private Uni<Answered> answer(Part part, Optional<Transaction> transaction) {
    var ids = ids(part);
    Request request;
    try {
      request = request(part, ids);
    } catch (Problem problem) {
      return Uni.createFrom().item(failed(part, ids, problem));
    }
    return router
        .answer(transaction.map(request::within).orElse(request))
        .map(response -> new Answered(part, ids, response));
  }

  private Request request(Part part, RequestIds ids) {
    String origin = call.request().peer().origin();
    var address = PartAddress.of(part.url(), origin, call.root().substring(origin.length()));
    if (address.path().matches(".*/(\\$|%24)(?i:batch)/?")) {
      throw Problem.badRequest(new Fault("url", "A batch cannot be a part of a batch."));
    }
    var headers = MultiMap.caseInsensitiveMultiMap();
    part.headers().forEach(headers::add);
    // Each part is authorised by itself: with the batch's own token unless it brings another.
    if (!headers.contains("Authorization")) {
      headers.add("Authorization", call.request().header("Authorization"));
    }
    if (part.body().isPresent() && !headers.contains("Content-Type")) {
      headers.add("Content-Type", "application/json");
    }
    return new Request(
        part.method(),
        address.path(),
        address.query(),
        headers,
        part.body()
            .map(body -> new Request.Body(JsonText.of(body), false))
            .orElse(Request.Body.NONE),
        call.request().peer(),
        ids);
  }

  private RequestIds ids(Part part) {
    return part.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("client-request-id"))
        .findFirst()
        .map(header -> RequestIds.of(header.getValue()))
        .orElseGet(() -> RequestIds.of(call.request().ids().clientRequestId()));
  }

  private Answered dependent(Part part, String reason) {
    return failed(part, ids(part), Problem.of(ErrorCode.FAILED_DEPENDENCY, reason));
  }

  private Answered failed(Part part, RequestIds ids, Throwable failure) {
    var request =
        new Request(
            part.method(),
            part.url(),
            "",
            MultiMap.caseInsensitiveMultiMap(),
            Request.Body.NONE,
            call.request().peer(),
            ids);
    return new Answered(part, ids, failures.answer(request, failure));
  }
}
