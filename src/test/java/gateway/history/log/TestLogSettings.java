package gateway.history.log;

import gateway.TestLogKey;
import java.util.List;
import java.util.Optional;

/** Settings of a pod that are not those of the service under test. */
record TestLogSettings(
    Optional<String> signingKeyLocation,
    Optional<String> seenCheckpoints,
    Optional<List<String>> witnesses)
    implements LogSettings {

  TestLogSettings(Optional<String> signingKeyLocation, Optional<String> seenCheckpoints) {
    this(signingKeyLocation, seenCheckpoints, Optional.empty());
  }

  static TestLogSettings seen(String folder) {
    return new TestLogSettings(Optional.empty(), Optional.of(folder));
  }

  @Override
  public Optional<String> origin() {
    return Optional.of(TestLogKey.ORIGIN);
  }

  @Override
  public boolean isPublic() {
    return false;
  }
}
