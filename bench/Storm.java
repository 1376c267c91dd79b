import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Writers that change audits of many tenants over gateways that are killed as they go, and write
 * down what each request was told: how many entries of the history it must have made.
 *
 * <p>Arguments: seconds, writers, a file with lines of TENANT TOKEN, the file to write, and the
 * gateways' addresses. A line of that file: tenant, client-request-id, operation, status, the least
 * and the most entries, request-id, audit, sequence; a dash where there is none.
 */
final class Storm {

  /** Longer than a gateway is frozen: what is slow is slow, and not taken for lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Pattern ERASED = Pattern.compile("\"erased(?:Audits|Changes)\":(\\d+)");
  private static final Pattern VERSION = Pattern.compile("W/\"(\\d+)\"");
  private static final List<String> STATES =
      List.of("none", "pending", "canceled", "active", "done", "failed", "notSupported");
  private static final int PERSONS = 40;

  /** In a body: the request's own id. */
  private static final String THIS = "THIS-REQUEST";

  private final List<String> gateways;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final List<String> tenants = new ArrayList<>();
  private final Map<String, String> sharedTags = new ConcurrentHashMap<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  private Storm(List<String> gateways, List<String> lines) {
    this.gateways = gateways;
    for (String line : lines) {
      String[] words = line.split(" ");
      tenants.add(words[0]);
      tokens.put(words[0], words[1]);
    }
  }

  static void main(String[] args) throws Exception {
    var storm =
        new Storm(
            List.of(args).subList(4, args.length), Files.readAllLines(Path.of(args[2])));
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[0])).toNanos();
    var first = storm.new Writer(0);
    for (String tenant : storm.tenants) {
      first.create(tenant, shared(tenant));
    }
    var threads = new ArrayList<Thread>();
    for (int i = 1; i <= Integer.parseInt(args[1]); i++) {
      var writer = storm.new Writer(i);
      threads.add(Thread.ofPlatform().start(() -> writer.writeUntil(end)));
    }
    for (var thread : threads) {
      thread.join();
    }
    Files.write(Path.of(args[3]), storm.told);
    storm.counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(count -> System.out.println(count.getKey() + " " + count.getValue()));
  }

  private static String shared(String tenant) {
    return "shared-" + tenant;
  }

  /** What a gateway said; empty when none said anything. */
  private record Answer(int status, String requestId, String tag, String body) {}

  /** An audit that one writer alone changes. */
  private record Own(String tenant, String id, String state) {}

  private final class Writer {
    private final int number;
    private final SplittableRandom random;
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final List<Own> own = new ArrayList<>();
    private int requests;

    Writer(int number) {
      this.number = number;
      this.random = new SplittableRandom(number);
    }

    void writeUntil(long end) {
      while (System.nanoTime() < end) {
        String tenant = tenants.get(random.nextInt(tenants.size()));
        int dice = random.nextInt(1000);
        if (dice < 200) {
          patchShared(tenant);
        } else if (dice < 203) {
          erasePerson(tenant);
        } else if (dice < 450 || own.isEmpty()) {
          create(tenant, "own-" + number + "-" + requests);
        } else {
          int place = random.nextInt(own.size());
          var audit = own.get(place);
          boolean certain =
              dice < 800
                  ? patch(place, audit)
                  : dice < 900 ? patchNothing(audit) : dice < 950 ? erase(audit) : delete(place, audit);
          if (!certain) {
            own.remove(audit);
          }
        }
      }
    }

    void create(String tenant, String id) {
      String body =
          """
          {"id":"%s","action":"rebootNow","requestDateTime":"2026-01-01T00:00:00Z","deviceDisplayName":"device of %s",
           "deviceOwnerUserPrincipalName":"%s","initiatedByUserPrincipalName":"%s"}"""
              .formatted(id, id, person(), person());
      // 409: another gateway had taken it before it was killed.
      var answer = ask(tenant, "POST", "/remoteActionAudits", body, Optional.empty(), id, List.of(201, 409), 1);
      if (id.startsWith("own-")) {
        answer.filter(told -> told.status() == 201).ifPresent(_ -> own.add(new Own(tenant, id, "pending")));
      } else if (answer.isEmpty()) {
        throw new IllegalStateException("No gateway has answered the first request.");
      }
    }

    private boolean patch(int place, Own audit) {
      String state = STATES.get(random.nextInt(STATES.size()));
      var answer =
          ask(audit.tenant(), "PATCH", address(audit.id()), change(state), Optional.empty(), audit.id(), List.of(200), 1);
      if (answer.isPresent()) {
        own.set(place, new Own(audit.tenant(), audit.id(), state));
      }
      return answer.isPresent();
    }

    /** The state that it has: nothing to record. */
    private boolean patchNothing(Own audit) {
      String body = random.nextBoolean() ? "{}" : "{\"actionState\":\"" + audit.state() + "\"}";
      return ask(audit.tenant(), "PATCH", address(audit.id()), body, Optional.empty(), audit.id(), List.of(200), 0)
          .isPresent();
    }

    /** All writers change it; half of the time only if nobody has since. */
    private void patchShared(String tenant) {
      var tag = random.nextBoolean() ? Optional.ofNullable(sharedTags.get(tenant)) : Optional.<String>empty();
      ask(tenant, "PATCH", address(shared(tenant)), change(STATES.get(random.nextInt(STATES.size()))), tag,
              shared(tenant), List.of(200, 412), 1)
          .filter(answer -> answer.status() == 200)
          .ifPresent(answer -> sharedTags.put(tenant, answer.tag()));
    }

    private boolean delete(int place, Own audit) {
      var answer =
          ask(audit.tenant(), "DELETE", address(audit.id()), "", Optional.empty(), audit.id(), List.of(204, 404), 1);
      own.remove(place);
      return answer.isPresent();
    }

    private boolean erase(Own audit) {
      return ask(audit.tenant(), "POST", address(audit.id()) + "/erasePersonalData", "", Optional.empty(), "-",
              List.of(200), -1)
          .isPresent();
    }

    private void erasePerson(String tenant) {
      var _ =
          ask(tenant, "POST", "/erasePersonalData", "{\"userPrincipalName\":\"" + person() + "\"}", Optional.empty(), "-",
              List.of(200), -1);
    }

    private String person() {
      return "person" + random.nextInt(PERSONS) + "@example.org";
    }

    private static String address(String id) {
      return "/remoteActionAudits/" + id;
    }

    /** Always a change: a try again after one of which nobody knows must be one, too. */
    private static String change(String state) {
      return "{\"actionState\":\"%s\",\"deviceDisplayName\":\"by %s\"}".formatted(state, THIS);
    }

    /**
     * Asks gateways in turn until one answers. Of one that did not, nobody knows what it did; each
     * further try is a request of its own.
     *
     * @param entries how many a success makes; -1: as many as the erasure says
     */
    private Optional<Answer> ask(String tenant, String method, String address, String body, Optional<String> ifMatch,
        String audit, List<Integer> expected, int entries) {
      int start = random.nextInt(gateways.size());
      boolean retried = false;
      String unknown = "0 " + (entries < 0 ? Integer.MAX_VALUE : entries) + " - - -";
      for (int attempt = 0; attempt < 2 * gateways.size(); attempt++) {
        String id = "w" + number + "-" + ++requests;
        String what = method + (entries < 0 ? " erasure" : entries == 0 ? " no-op" : "");
        String gateway = gateways.get((start + attempt) % gateways.size());
        try {
          var answer = send(gateway, tenant, method, address, body.replace(THIS, id), ifMatch, id);
          if (answer.status() >= 500) {
            tell(tenant, id, what, answer.status(), unknown);
            retried = true;
            continue;
          }
          boolean right = expected.contains(answer.status()) && (retried || answer.status() < 400 || answer.status() == 412);
          String facts = facts(answer, audit, entries);
          tell(tenant, id, right ? what : what + " unexpected", answer.status(), facts);
          return Optional.of(answer);
        } catch (ConnectException _) {
          tell(tenant, id, what, 0, "0 0 - - -");
        } catch (IOException _) {
          tell(tenant, id, what, -1, unknown);
          retried = true;
        }
      }
      return Optional.empty();
    }

    /** Least and most entries, request-id, audit and sequence. */
    private static String facts(Answer answer, String audit, int entries) {
      if (answer.status() >= 400 || entries == 0) {
        return "0 0 " + answer.requestId() + " - -";
      }
      if (entries < 0) {
        int made = 0;
        boolean person = answer.body().contains("erasedAudits");
        var figure = ERASED.matcher(answer.body());
        if (figure.find()) {
          made = Integer.parseInt(figure.group(1));
        }
        made = person ? made : Math.min(made, 1);
        return made + " " + made + " " + answer.requestId() + " - -";
      }
      var version = VERSION.matcher(answer.tag());
      return "1 1 " + answer.requestId() + " " + audit + " " + (version.matches() ? version.group(1) : "-");
    }

    private Answer send(String gateway, String tenant, String method, String address, String body,
        Optional<String> ifMatch, String id) throws IOException {
      var request =
          HttpRequest.newBuilder(URI.create(gateway + "/beta/deviceManagement" + address))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + tokens.get(tenant))
              .header("client-request-id", id)
              .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      ifMatch.ifPresent(tag -> request.header("If-Match", tag));
      try {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        var headers = response.headers();
        return new Answer(response.statusCode(), headers.firstValue("request-id").orElse("-"),
            headers.firstValue("ETag").orElse("-"), response.body());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void tell(String tenant, String id, String what, int status, String facts) {
      counts.computeIfAbsent(what + " " + status, _ -> new AtomicInteger()).incrementAndGet();
      told.add(String.join("\t", tenant, id, what, String.valueOf(status), facts.replace(' ', '\t')));
    }
  }
}
