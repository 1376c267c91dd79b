package gateway.verify;

import gateway.command.Unable;
import gateway.tlog.EntryBundle;
import gateway.tlog.TilePath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** A gateway, asked with a token that stands in a file. */
final class Service implements AutoCloseable {

  private static final Duration CONNECTING = Duration.ofSeconds(10);

  /**
   * Without a byte, from the question to the answer's end: four times what the service lets a
   * statement take (10 s) and a connection be waited for (5 s). A body that is slow may take as
   * long as it likes, while it comes.
   */
  private static final int SILENCE_SECONDS = 60;

  /** RFC 6750 §2.1: {@code b64token}. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** How often a service that is busy is asked again. */
  private static final int TRIES = 5;

  private static final long LONGEST_WAIT_SECONDS = 30;

  /** A bundle of the longest entries there can be; everything else in one piece is smaller. */
  private static final int MOST_BYTES = TilePath.FULL * (2 + EntryBundle.MAX_ENTRY_BYTES);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();
  private final String url;
  private final Path tokenFile;
  private final Patience patience;
  private String token;

  /** How long one waits before one asks whether anything came. */
  @FunctionalInterface
  interface Patience {

    /** The bound of the command. */
    Patience USUAL =
        answer -> {
          var _ = answer.get(SILENCE_SECONDS, TimeUnit.SECONDS);
        };

    /** Waits until the answer is there to its end, or it was long enough. */
    void await(CompletableFuture<?> answer)
        throws ExecutionException, InterruptedException, TimeoutException;
  }

  Service(String url, Path tokenFile, Patience patience) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.tokenFile = tokenFile;
    this.patience = patience;
    this.token = readToken();
  }

  /** What is at an address, of at most {@link #MOST_BYTES}; empty for 404. */
  Optional<byte[]> bytes(String address) {
    return get(address, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
  }

  /** Writes what is at an address into a file. */
  void save(String address, Path file) {
    // An error's body is not for the file.
    BodyHandler<Path> handler =
        answer ->
            answer.statusCode() == 200
                ? BodySubscribers.ofFile(file)
                : BodySubscribers.replacing(file);
    if (get(address, handler).isEmpty()) {
      throw new Unable("%s%s: 404".formatted(url, address));
    }
  }

  private <T> Optional<T> get(String address, BodyHandler<T> handler) {
    boolean renewed = false;
    for (int tries = 1; ; tries++) {
      var answer = send(address, handler);
      switch (answer.statusCode()) {
        case 200 -> {
          return Optional.of(answer.body());
        }
        case 404 -> {
          return Optional.empty();
        }
        case 401 -> {
          if (renewed) {
            throw refused(address, answer);
          }
          renewed = true;
          token = readToken();
        }
        case 429, 503 -> {
          if (tries >= TRIES) {
            throw refused(address, answer);
          }
          pause(RetryAfter.seconds(answer.headers().firstValue("Retry-After"), Instant.now()));
        }
        default -> throw refused(address, answer);
      }
    }
  }

  private <T> HttpResponse<T> send(String address, BodyHandler<T> handler) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url + address))
              .header("Authorization", "Bearer " + token)
              .header("Prefer", "include-unknown-enum-members")
              .build();
      var heard = new AtomicBoolean();
      return whole(address, http.sendAsync(request, Heard.by(handler, heard)), heard);
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new Unable("%s%s cannot be read".formatted(url, address), cause);
    } catch (IllegalArgumentException e) {
      throw new Unable("--url: '%s' is no address that can be asked".formatted(url), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unable("interrupted");
    }
  }

  private <T> T whole(String address, CompletableFuture<T> answer, AtomicBoolean heard)
      throws ExecutionException, InterruptedException {
    while (!answer.isDone()) {
      try {
        patience.await(answer);
      } catch (TimeoutException e) {
        if (!heard.getAndSet(false)) {
          throw new Unable(
              "%s%s: no byte came for %d s; the service, or what stands before it, has stopped answering"
                  .formatted(url, address, SILENCE_SECONDS));
        }
      }
    }
    return answer.get();
  }

  static void pause(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unable("interrupted");
    }
  }

  private Unable refused(String address, HttpResponse<?> answer) {
    return new Unable("%s%s: %d".formatted(url, address, answer.statusCode()));
  }

  /** What else a file may hold would be quoted by whoever refuses it as a header. */
  private String readToken() {
    try {
      String read = Files.readString(tokenFile).strip();
      if (!TOKEN.matcher(read).matches()) {
        throw new Unable("--token-file: %s holds no token".formatted(tokenFile));
      }
      return read;
    } catch (IOException e) {
      throw new Unable("--token-file: %s cannot be read".formatted(tokenFile), e);
    }
  }

  /** Does not wait for an answer that was given up. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
