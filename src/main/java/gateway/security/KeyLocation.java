package gateway.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where the keys are published. Reading never blocks the thread that asks. */
interface KeyLocation {

  /** A provider's set is a few KiB, with certificate chains some tens. */
  int LARGEST_DOCUMENT = 1024 * 1024;

  /** The document's bytes; fails with {@link UnusableKeys}. */
  CompletableFuture<byte[]> read();

  /**
   * Understands {@code file:}, {@code classpath:} and {@code http(s)} addresses and plain paths;
   * what it does not understand fails when it is read.
   *
   * @param workers where files are read
   */
  static KeyLocation of(String location, Executor workers) {
    try {
      if (location.startsWith("http://") || location.startsWith("https://")) {
        return Web.of(URI.create(location));
      }
      if (location.startsWith("classpath:")) {
        return new ClassPath(location.substring("classpath:".length()), workers);
      }
      return new PlainFile(path(location), workers);
    } catch (IllegalArgumentException e) {
      return new Nowhere("it is neither a path nor an address: " + e.getMessage());
    }
  }

  private static Path path(String location) {
    if (location.startsWith("file:/")) {
      return Path.of(URI.create(location));
    }
    return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
  }

  private static byte[] bounded(InputStream in) throws IOException {
    byte[] document = in.readNBytes(LARGEST_DOCUMENT + 1);
    if (document.length > LARGEST_DOCUMENT) {
      throw new UnusableKeys("it is larger than %d bytes".formatted(LARGEST_DOCUMENT));
    }
    return document;
  }

  /** No place that could be read. */
  record Nowhere(String problem) implements KeyLocation {
    @Override
    public CompletableFuture<byte[]> read() {
      return CompletableFuture.failedFuture(new UnusableKeys(problem));
    }
  }

  /** A file, such as a mounted secret. */
  record PlainFile(Path path, Executor workers) implements KeyLocation {
    @Override
    public CompletableFuture<byte[]> read() {
      return CompletableFuture.supplyAsync(this::document, workers);
    }

    private byte[] document() {
      try (var in = Files.newInputStream(path)) {
        return bounded(in);
      } catch (NoSuchFileException e) {
        throw new UnusableKeys("there is no file '%s'".formatted(path), e);
      } catch (IOException e) {
        throw new UnusableKeys("the file '%s' cannot be read".formatted(path), e);
      }
    }
  }

  /** A resource of the application. */
  record ClassPath(String name, Executor workers) implements KeyLocation {
    @Override
    public CompletableFuture<byte[]> read() {
      return CompletableFuture.supplyAsync(this::document, workers);
    }

    private byte[] document() {
      String resource = name.startsWith("/") ? name.substring(1) : name;
      try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
        return bounded(found(in, resource));
      } catch (IOException e) {
        throw new UnusableKeys("the resource '%s' cannot be read".formatted(resource), e);
      }
    }

    private static InputStream found(@Nullable InputStream in, String resource) {
      if (in == null) {
        throw new UnusableKeys("there is no resource '%s'".formatted(resource));
      }
      return in;
    }
  }

  /**
   * An address, asked without following redirects: whoever could send one elsewhere could choose
   * the keys.
   */
  record Web(HttpRequest request, HttpClient client) implements KeyLocation {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** For the whole answer; a client's request may be waiting for it. */
    private static final long ANSWER_LIMIT_SECONDS = 10;

    static KeyLocation of(URI address) {
      if (address.getHost() == null || address.getUserInfo() != null) {
        return new Nowhere("its address must have a host and no user name");
      }
      return new Web(
          HttpRequest.newBuilder(address)
              .header("Accept", "application/jwk-set+json, application/json, */*")
              .build(),
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT_LIMIT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build());
    }

    @Override
    public CompletableFuture<byte[]> read() {
      var exchange =
          client.sendAsync(
              request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_DOCUMENT));
      return exchange
          .copy()
          .orTimeout(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)
          .exceptionally(failure -> {
            exchange.cancel(true);
            throw new UnusableKeys(
                "nothing can be read from '%s': %s".formatted(request.uri(), cause(failure)),
                failure);
          })
          .thenApply(this::document);
    }

    private static String cause(Throwable failure) {
      return switch (failure) {
        case TimeoutException _ -> "no answer within %d seconds".formatted(ANSWER_LIMIT_SECONDS);
        case CompletionException wrapper -> String.valueOf(wrapper.getCause());
        case Throwable other -> other.toString();
      };
    }

    private byte[] document(HttpResponse<byte[]> answer) {
      if (answer.statusCode() != 200) {
        throw new UnusableKeys(
            "'%s' answered with status %d".formatted(request.uri(), answer.statusCode()));
      }
      return answer.body();
    }
  }
}
