package gateway.audit;

import gateway.collection.Listing;
import gateway.collection.Listings;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.EntityTag;
import gateway.graph.ErrorCode;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.Uuid7;
import gateway.history.AuditCollection;
import gateway.history.Initiator;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The remoteActionAudit resource (contract §4): each operation from a call that passed the router's
 * checks to its answer.
 */
@ApplicationScoped
class AuditResource implements Route.Source {

  private static final Set<String> SELECT = Set.of("$select");

  private final AuditRepository audits;
  private final Listing list;
  private final AuditSettings settings;

  AuditResource(AuditRepository audits, Listings listings, AuditSettings settings) {
    this.audits = audits;
    this.list = listings.of(AuditTable.audits(this::writer));
    this.settings = settings;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            AuditCollection.ADDRESS,
            Map.of(
                "GET", Operation.collection(Access.READ, Listing.OPTIONS, list::answer),
                "POST", Operation.changing(SELECT, this::create))),
        Route.of(
            AuditCollection.ADDRESS + "/$count",
            Map.of("GET", Operation.text(Access.READ, Listing.COUNT_OPTIONS, list::count))),
        Route.of(
            AuditCollection.ITEM,
            Map.of(
                "GET", Operation.reading(Access.READ, SELECT, this::read),
                "PATCH", Operation.changing(SELECT, this::update),
                "DELETE", Operation.removing(this::delete))));
  }

  private Uni<Response> read(Call call) {
    var writer = writer(call);
    var condition = EntityTag.of(call.request(), "If-None-Match");
    var required = EntityTag.of(call.request(), "If-Match");
    return audits
        .find(Tenant.of(call), call.key())
        .invoke(audit -> {
          if (!(required instanceof EntityTag.Condition.Absent)
              && !required.matches(audit.version())) {
            throw Problem.of(
                ErrorCode.PRECONDITION_FAILED,
                "The audit has changed since the entity tag of If-Match.");
          }
        })
        .map(audit ->
            condition.matches(audit.version())
                ? Response.of(304).with("ETag", EntityTag.of(audit.version()))
                : entity(200, call, writer, audit));
  }

  private Uni<Response> update(Call call) {
    var writer = writer(call);
    var condition = EntityTag.of(call.request(), "If-Match");
    var body = AuditBody.ofUpdate(call.body(), enums(call));
    return required(condition, call)
        .chain(() -> narrowed(condition, call))
        .chain(narrowed -> audits.update(Initiator.of(call), call.key(), narrowed, body))
        .map(audit -> changed(200, call, writer, audit));
  }

  private Uni<Response> create(Call call) {
    var writer = writer(call);
    var body = AuditBody.ofCreation(call.body(), enums(call));
    var id = body.id().orElseGet(() -> Uuid7.next().toString());
    return audits
        .create(Initiator.of(call), id, body)
        .map(audit ->
            changed(201, call, writer, audit)
                .with("Location", AuditWriter.address(call, audit.id())));
  }

  private Uni<Response> delete(Call call) {
    var condition = EntityTag.of(call.request(), "If-Match");
    return required(condition, call)
        .chain(() -> narrowed(condition, call))
        .chain(narrowed -> audits.delete(Initiator.of(call), call.key(), narrowed))
        .replaceWith(() -> Response.of(204));
  }

  /**
   * The answer to a change: the entity, or nothing but its headers when the client prefers that
   * (RFC 7240 §4.2).
   */
  private Response changed(int status, Call call, AuditWriter writer, StoredAudit audit) {
    var response =
        call.preferences().minimal()
            ? Response.of(204)
                .with("ETag", EntityTag.of(audit.version()))
                .with("OData-EntityId", status == 201 ? AuditWriter.address(call, audit.id()) : "")
            : entity(status, call, writer, audit);
    return response.with(
        "Preference-Applied", call.preferences().appliedToChange(enums(call).masking()));
  }

  private Response entity(int status, Call call, AuditWriter writer, StoredAudit audit) {
    Buffer body = writer.entity(audit);
    return Response.json(status, call.level(), body)
        .with("ETag", EntityTag.of(audit.version()))
        .with(
            "Preference-Applied",
            String.join(", ", call.preferences().appliedToEnums(enums(call).masking())));
  }

  /**
   * 428 where this service asks for a condition and there is none; an audit that is not there is
   * 404 first.
   */
  private Uni<Void> required(EntityTag.Condition condition, Call call) {
    if (!(condition instanceof EntityTag.Condition.Absent) || !settings.requireIfMatch()) {
      return Uni.createFrom().voidItem();
    }
    return audits
        .find(Tenant.of(call), call.key())
        .map(_ -> {
          throw Problem.of(
              ErrorCode.PRECONDITION_REQUIRED,
              "This service asks for an If-Match header with the audit's ETag on PATCH and DELETE.");
        });
  }

  /**
   * A change with {@code If-None-Match}: 412 when the audit has one of its tags, as {@code *}
   * always finds (RFC 9110 §13.1.2); else the change is to the version that was looked at, and to
   * no other.
   */
  private Uni<EntityTag.Condition> narrowed(EntityTag.Condition ifMatch, Call call) {
    var ifNoneMatch = EntityTag.of(call.request(), "If-None-Match");
    if (ifNoneMatch instanceof EntityTag.Condition.Absent) {
      return Uni.createFrom().item(ifMatch);
    }
    return audits
        .find(Tenant.of(call), call.key())
        .map(audit -> {
          boolean matches =
              ifMatch instanceof EntityTag.Condition.Absent || ifMatch.matches(audit.version());
          if (ifNoneMatch.matches(audit.version()) || !matches) {
            throw Problem.of(
                ErrorCode.PRECONDITION_FAILED,
                "The audit's entity tag is %s, which If-Match or If-None-Match excludes."
                    .formatted(EntityTag.of(audit.version())));
          }
          return new EntityTag.Condition.OneOf(List.of(audit.version()));
        });
  }

  private AuditWriter writer(Call call) {
    return new AuditWriter(call, Selection.of(call.options().get("$select")), enums(call));
  }

  private EvolvableEnums enums(Call call) {
    return EvolvableEnums.of(settings, call.preferences());
  }
}
