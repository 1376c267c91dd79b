import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Load on the service that counts each failure, and checks at the end that each change which was acknowledged is in the history, once.
 *
 * <p>{@code java Load ORIGIN TOKEN-FILE [OPTION=VALUE]...}
 *
 * <ul>
 *   <li>{@code rate}: requests a second, sent when they are due, whatever has been answered by then (open loop)
 *   <li>{@code clients}: instead of a rate, so many clients that each wait for their answer (closed loop)
 *   <li>{@code seconds}, {@code warmup}: how long; what is answered in the warm-up is not counted, though checked
 *   <li>{@code stop}: a file whose coming ends the load before that; when the load begins, one beside it with the ending {@code .started} comes
 *   <li>{@code mix}: such as {@code get:5,patch:3,list:2}
 *   <li>{@code audits}: how many are made first, to be read and changed
 *   <li>{@code connections}: {@code kept}, or {@code fresh} for one a request
 *   <li>{@code timeline}: a file for what was answered in each tenth of a second
 *   <li>{@code check}: whether the history is read at the end
 * </ul>
 *
 * <p>Prints one figure a line. It decides nothing: what a figure means is the script's to say.
 */
final class Load {

  private static final String AUDITS = "/beta/deviceManagement/remoteActionAudits";
  private static final String CHANGES = "/beta/deviceManagement/remoteActionAuditChanges";
  private static final List<String> STATES = List.of("none", "pending", "canceled", "active", "done", "failed", "notSupported");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"@odata.nextLink\":\"https?://[^/]+([^\"]+)\"");

  /** More under way than any run here means to have: beyond it a request counts as failed, unsent. */
  private static final int MOST_UNDER_WAY = 20_000;

  private final Client client;
  private final Map<String, String> options;
  private final List<String> mix = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Figures figures;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<String, Boolean> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong underWay = new AtomicLong();

  private Load(String origin, String token, Map<String, String> options) {
    this.options = options;
    this.client = new Client(origin, token, options.getOrDefault("connections", "kept").equals("kept"));
    this.figures = new Figures(seconds("warmup", 0), seconds("seconds", 10));
    for (String part : options.getOrDefault("mix", "get:5,patch:3,list:2").split(",")) {
      String[] pair = part.split(":");
      for (int i = 0; i < Integer.parseInt(pair[1]); i++) {
        mix.add(pair[0]);
      }
    }
  }

  static void main(String[] arguments) throws Exception {
    var options = new java.util.HashMap<String, String>();
    for (int i = 2; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      options.put(pair[0], pair[1]);
    }
    var load = new Load(arguments[0], Files.readString(Path.of(arguments[1])).strip(), options);
    load.create(Integer.parseInt(options.getOrDefault("audits", "500")));
    if (options.containsKey("clients")) {
      load.closed(Integer.parseInt(options.get("clients")));
    } else {
      load.open(Double.parseDouble(options.getOrDefault("rate", "100")));
    }
    load.figures.print(System.out);
    if (options.containsKey("timeline")) {
      load.figures.timeline(Path.of(options.get("timeline")));
    }
    if (options.getOrDefault("check", "true").equals("true")) {
      load.check();
    }
  }

  private Duration seconds(String option, int usual) {
    return Duration.ofMillis((long) (1000 * Double.parseDouble(options.getOrDefault(option, String.valueOf(usual)))));
  }

  private void create(int count) throws Exception {
    var made = new ConcurrentLinkedQueue<String>();
    try (var threads = Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
      for (int i = 0; i < count; i++) {
        int number = i;
        threads.submit(
            () -> {
              var body = "{\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:%02dZ\",\"deviceDisplayName\":\"new\"}".formatted(number % 60);
              var answer = client.send("POST", AUDITS, body);
              var id = ID.matcher(answer.text());
              if (answer.status() != 201 || !id.find()) {
                throw new IllegalStateException("An audit was not made: " + answer.status() + " " + answer.text());
              }
              return made.add(id.group(1));
            });
      }
    }
    ids.addAll(made);
    if (ids.size() != count) {
      throw new IllegalStateException("Of " + count + " audits only " + ids.size() + " were made.");
    }
  }

  private void open(double rate) throws IOException, InterruptedException {
    long count = (long) (rate * figures.length().toNanos() / 1e9);
    var answered = new Semaphore(0);
    var stop = Path.of(options.getOrDefault("stop", "/nonexistent/stop"));
    if (options.containsKey("stop")) {
      Files.createFile(Path.of(stop + ".started"));
    }
    long start = figures.start();
    long sent = 0;
    for (long i = 0; i < count; i++) {
      if (i % 100 == 0 && Files.exists(stop)) {
        break;
      }
      sent++;
      long due = start + (long) (i * 1e9 / rate);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      if (underWay.get() >= MOST_UNDER_WAY) {
        figures.failed(due, "not sent: too many under way");
        answered.release();
        continue;
      }
      long now = underWay.incrementAndGet();
      figures.underWay(now);
      Thread.startVirtualThread(
          () -> {
            try {
              one(due);
            } finally {
              underWay.decrementAndGet();
              answered.release();
            }
          });
    }
    figures.end();
    answered.acquire((int) sent);
  }

  private void closed(int clients) throws InterruptedException {
    long start = figures.start();
    long end = start + figures.length().toNanos();
    var threads = new ArrayList<Thread>();
    figures.underWay(clients);
    for (int i = 0; i < clients; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                while (System.nanoTime() < end) {
                  one(System.nanoTime());
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    figures.end();
  }

  private void one(long due) {
    var random = ThreadLocalRandom.current();
    String operation = mix.get(random.nextInt(mix.size()));
    String id = ids.get(random.nextInt(ids.size()));
    String value = "";
    long sent = System.nanoTime();
    try {
      var answer =
          switch (operation) {
            case "get" -> client.send("GET", AUDITS + "/" + id, "");
            case "list" -> client.send("GET", AUDITS + "?$top=50", "");
            case "counted" -> client.send("GET", AUDITS + "?$top=50&$count=true&$filter=contains(deviceDisplayName,%27e%27)", "");
            case "patch" -> {
              value = "w" + run + "-" + numbers.incrementAndGet();
              yield client.send(
                  "PATCH",
                  AUDITS + "/" + id,
                  "{\"actionState\":\"%s\",\"deviceDisplayName\":\"%s\"}".formatted(STATES.get(random.nextInt(STATES.size())), value));
            }
            default -> throw new IllegalArgumentException("There is no operation " + operation);
          };
      if (answer.status() / 100 == 2) {
        if (operation.equals("patch")) {
          acknowledged.put(value, true);
        }
        figures.done(due, sent);
      } else if ((answer.status() == 503 || answer.status() == 429) && answer.hasRetryAfter()) {
        figures.refused(due, sent);
      } else {
        figures.failed(due, operation + " was answered " + answer.status() + (answer.hasRetryAfter() ? "" : " without Retry-After"));
      }
    } catch (IOException | UncheckedIOException e) {
      figures.failed(due, operation + " was not answered: " + e);
    }
  }

  /** Each acknowledged change stands in the history, once. */
  private void check() throws Exception {
    var found = new ConcurrentHashMap<String, Integer>();
    var value = Pattern.compile("\"after\":\"(w" + run + "-\\d+)\"");
    String address = CHANGES + "?$filter=operation%20eq%20%27update%27";
    while (!address.isEmpty()) {
      var answer = client.send("GET", address, "", "Prefer: odata.maxpagesize=1000");
      if (answer.status() != 200) {
        throw new IllegalStateException("The history was not read: " + answer.status() + " " + answer.text());
      }
      value.matcher(answer.text()).results().forEach(match -> found.merge(match.group(1), 1, Integer::sum));
      var next = NEXT.matcher(answer.text());
      address = next.find() ? next.group(1) : "";
    }
    long missing = acknowledged.keySet().stream().filter(change -> !found.containsKey(change)).count();
    long twice = found.values().stream().filter(times -> times > 1).count();
    System.out.println("acknowledged " + acknowledged.size());
    System.out.println("missing " + missing);
    System.out.println("twice " + twice);
    System.out.println("unacknowledged " + found.keySet().stream().filter(change -> !acknowledged.containsKey(change)).count());
  }
}
