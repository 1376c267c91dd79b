package gateway.security;

import gateway.graph.Access;
import gateway.graph.Gate;
import gateway.graph.Problem;
import gateway.graph.Request;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From the Authorization header to the caller: find the token, check its signature, its life and
 * its claims, then the permission. Whatever is wrong with a token comes by {@link RefusedToken} and
 * leaves as 401 here, in one place.
 */
@Singleton
public final class TokenGate implements Gate {

  private static final String KEYS = "MP_JWT_VERIFY_PUBLICKEY_LOCATION";
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Duration interval;
  private final KeySource source;
  private final ClaimRules rules;
  private final Challenge challenge;
  private final Clock clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  @Inject
  TokenGate(
      TokenSettings settings,
      @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<List<String>> audiences,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location,
      Clock clock) {
    this(
        settings.trustedIssuers().orElse(List.of()),
        audiences.orElse(List.of()),
        KeyLocation.of(location.orElse(""), Infrastructure.getDefaultWorkerPool()),
        settings.jwksInterval(),
        clock);
  }

  TokenGate(
      List<String> issuers,
      List<String> audiences,
      KeyLocation location,
      Duration interval,
      Clock clock) {
    var trusted = named(issuers);
    var accepted = named(audiences);
    this.interval = interval;
    this.source = new KeySource(location, interval, clock);
    this.rules = new ClaimRules(trusted, accepted);
    this.challenge = new Challenge(trusted, accepted);
    this.clock = clock;
  }

  /** What stands between two commas, if anything does: nothing is not trusted. */
  private static List<String> named(List<String> setting) {
    return setting.stream().map(String::strip).filter(Predicate.not(String::isEmpty)).toList();
  }

  /** For the start: reads the keys, and fails with an {@link UnusableSetting} where it cannot. */
  public Uni<Void> ready() {
    return interval.compareTo(SHORTEST_INTERVAL) < 0
        ? Uni.createFrom()
            .failure(new UnusableSetting("GATEWAY_JWKS_INTERVAL", "it must be at least one second"))
        : loadKeys();
  }

  @Override
  public Uni<Caller> admit(Request request, Access access) {
    try {
      String token = BearerToken.of(request.headers());
      var keys = source.current();
      if (keys.isEmpty()) {
        return afterRefresh(token, access);
      }
      var known = verified.find(token, keys.get(), clock.millis());
      if (known != null) {
        return Uni.createFrom().item(allowed(known, access));
      }
      var signed = SignedToken.parse(token);
      return keys.get().knows(signed.keyId())
          ? Uni.createFrom().item(allowed(verify(token, signed, keys.get()), access))
          : afterRefresh(token, access);
    } catch (RefusedToken refused) {
      return Uni.createFrom().failure(challenge.answer(refused));
    } catch (Problem forbidden) {
      return Uni.createFrom().failure(forbidden);
    }
  }

  /** A key that is not known may be a new one, and one that is known may be gone. */
  private Uni<Caller> afterRefresh(String token, Access access) {
    return onSameContext(Uni.createFrom().completionStage(source::refreshed))
        .map(keys -> {
          try {
            var known = verified.find(token, keys, clock.millis());
            return allowed(
                known == null ? verify(token, SignedToken.parse(token), keys) : known, access);
          } catch (RefusedToken refused) {
            throw challenge.answer(refused);
          }
        });
  }

  private Caller verify(String token, SignedToken signed, KeySet keys) throws RefusedToken {
    keys.verify(signed);
    var claims = signed.claims();
    var lifetime = Lifetime.of(claims);
    lifetime.check(clock.millis());
    var caller = rules.caller(claims);
    verified.remember(token, caller, lifetime, keys);
    return caller;
  }

  private Caller allowed(Caller caller, Access access) {
    if (caller.mayUse(access)) {
      return caller;
    }
    throw challenge.forbid(caller, access);
  }

  /** The keys arrive on a thread of their own; what follows belongs on the request's event loop. */
  private static <T> Uni<T> onSameContext(Uni<T> arriving) {
    var context = Vertx.currentContext();
    return context == null
        ? arriving
        : arriving.emitOn(task -> context.runOnContext(_ -> task.run()));
  }

  private Uni<Void> loadKeys() {
    return Uni.createFrom()
        .completionStage(source::load)
        .onFailure(UnusableKeys.class)
        .transform(failure -> new UnusableSetting(KEYS, String.valueOf(failure.getMessage())))
        .replaceWithVoid();
  }
}
