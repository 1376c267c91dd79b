package gateway.operations.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** What happens in development once the service has started: samples once, examples each time. */
@IfBuildProfile("dev")
@Singleton
final class DevelopmentRun implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(DevelopmentRun.class);

  /** Beside the data, so that both go together. */
  private static final Path WRITTEN = DevelopmentDatabase.FOLDER.resolve("samples-written");

  /** Says that the examples were printed: after a live reload they are still good. */
  private static final String PRINTED = "development.examples-printed";

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Config config;
  private final SampleWriter samples;
  private final Examples examples;
  private final Clock clock;

  DevelopmentRun(Config config, SampleWriter samples, Examples examples, Clock clock) {
    this.config = config;
    this.samples = samples;
    this.examples = examples;
    this.clock = clock;
  }

  @Override
  public int run(String... args) {
    // Whoever configured another key has tokens of their own.
    if (SigningKey.isConfigured(config)) {
      welcome();
    }
    Quarkus.waitForExit();
    return 0;
  }

  /** A defect that is being worked on must not end the run. */
  private void welcome() {
    try {
      if (DevelopmentDatabase.isInUse() && !Files.exists(WRITTEN)) {
        writeSamples();
      }
      var made = examples.make().await().atMost(LONGEST);
      if (!Boolean.getBoolean(PRINTED)) {
        print(made);
        System.setProperty(PRINTED, "true");
      }
    } catch (RuntimeException e) {
      LOG.error("The samples or the examples could not be made.", e);
    }
  }

  private void writeSamples() {
    var audits = SampleAudits.until(clock.instant());
    samples.write(audits).await().atMost(LONGEST);
    try {
      Files.createFile(WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOG.infof(
        "%d sample audits were written; delete %s to start over.",
        audits.size(), DevelopmentDatabase.FOLDER);
  }

  /** In one piece: the console of development mode draws its prompt anew after each. */
  private static void print(List<Examples.Example> examples) {
    var text = new StringBuilder();
    for (Examples.Example example : examples) {
      text.append("\n# ").append(example.caption()).append('\n');
      example.lines().forEach(line -> text.append('\n').append(line).append('\n'));
    }
    System.out.println(
        text.append("\n# The tokens are good for ")
            .append(TokenIssuer.LIFETIME.toHours())
            .append(" hours.\n"));
  }
}
