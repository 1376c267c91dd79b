package gateway.history.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class has logged while it was listened to: level, a blank and the message. */
final class LogLines extends Handler implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private LogLines(Class<?> of) {
    this.logger = Logger.getLogger(of.getName());
  }

  static LogLines of(Class<?> logging) {
    var lines = new LogLines(logging);
    lines.logger.addHandler(lines);
    return lines;
  }

  List<String> about(String what) {
    return lines.stream().filter(line -> line.contains(what)).toList();
  }

  @Override
  public void publish(LogRecord line) {
    var message = line.getMessage();
    lines.add(
        line.getLevel()
            + " "
            + (line.getParameters() == null ? message : message.formatted(line.getParameters())));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
