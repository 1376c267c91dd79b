import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What was answered, how fast, and when. */
final class Figures {

  /** A tenth of a millisecond a bucket, a minute in all. */
  private static final long BUCKET_NANOS = 100_000;

  private static final int BUCKETS = 600_000;
  private static final long TENTH = 100_000_000;

  private final Duration warmup;
  private final Duration measured;
  private final AtomicLongArray doneTimes = new AtomicLongArray(BUCKETS);
  private final AtomicLongArray refusedTimes = new AtomicLongArray(BUCKETS);
  private final AtomicLongArray refusedDueTimes = new AtomicLongArray(BUCKETS);
  private final AtomicLongArray[] answered = new AtomicLongArray[3];
  private final LongAdder done = new LongAdder();
  private final LongAdder doneInTime = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final AtomicLong mostUnderWay = new AtomicLong();
  private volatile long start;
  private volatile long startMillis;
  private volatile long end;

  Figures(Duration warmup, Duration measured) {
    this.warmup = warmup;
    this.measured = measured;
    for (int i = 0; i < answered.length; i++) {
      answered[i] = new AtomicLongArray((int) (length().toMillis() / 100) + 1_000);
    }
  }

  Duration length() {
    return warmup.plus(measured);
  }

  long start() {
    startMillis = System.currentTimeMillis();
    start = System.nanoTime();
    return start;
  }

  /** Nothing is sent any more. */
  void end() {
    end = System.nanoTime();
  }

  void underWay(long now) {
    mostUnderWay.accumulateAndGet(now, Math::max);
  }

  void done(long due, long sent) {
    long now = note(0);
    if (counts(due)) {
      done.increment();
      doneTimes.incrementAndGet(bucket(now - due));
    }
    if (now - start >= warmup.toNanos() && now - start < length().toNanos()) {
      doneInTime.increment();
    }
  }

  void refused(long due, long sent) {
    long now = note(1);
    if (counts(due)) {
      refused.increment();
      refusedTimes.incrementAndGet(bucket(now - sent));
      refusedDueTimes.incrementAndGet(bucket(now - due));
    }
  }

  void failed(long due, String how) {
    note(2);
    if (counts(due)) {
      failed.increment();
      failures.computeIfAbsent(how, _ -> new LongAdder()).increment();
    }
  }

  private long note(int kind) {
    long now = System.nanoTime();
    answered[kind].incrementAndGet((int) Math.min((now - start) / TENTH, answered[kind].length() - 1));
    return now;
  }

  private boolean counts(long due) {
    return due - start >= warmup.toNanos();
  }

  private static int bucket(long nanos) {
    return (int) Math.min(Math.max(nanos, 0) / BUCKET_NANOS, BUCKETS - 1);
  }

  void print(PrintStream out) {
    out.println("requests " + (done.sum() + refused.sum() + failed.sum()));
    out.println("done " + done.sum());
    out.println("refused " + refused.sum());
    out.println("failed " + failed.sum());
    out.println("goodput " + Math.round(doneInTime.sum() * 1e9 / Math.min(measured.toNanos(), end - start - warmup.toNanos())));
    out.println("most-under-way " + mostUnderWay.get());
    out.println("done-p50 " + percentile(doneTimes, 0.50));
    out.println("done-p99 " + percentile(doneTimes, 0.99));
    out.println("refused-p50 " + percentile(refusedTimes, 0.50));
    out.println("refused-p99 " + percentile(refusedTimes, 0.99));
    out.println("refused-due-p99 " + percentile(refusedDueTimes, 0.99));
    failures.forEach((how, times) -> out.println("failure " + times + " " + how));
  }

  /** Milliseconds. */
  private static double percentile(AtomicLongArray times, double share) {
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += times.get(i);
    }
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int i = 0; i < BUCKETS && all > 0; i++) {
      seen += times.get(i);
      if (seen >= wanted) {
        return (i + 1) * BUCKET_NANOS / 1e6;
      }
    }
    return 0;
  }

  /** A line for each tenth of a second: its end in milliseconds since 1970, done, refused, failed. */
  void timeline(Path file) throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < answered[0].length(); i++) {
      lines.add("%d %d %d %d".formatted(startMillis + (i + 1) * 100L, answered[0].get(i), answered[1].get(i), answered[2].get(i)));
    }
    Files.write(file, lines);
  }
}
