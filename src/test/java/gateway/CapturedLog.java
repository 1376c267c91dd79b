package gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged while it is open, causes and their traces included. */
public final class CapturedLog extends Handler implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PatternFormatter formatter = new PatternFormatter("%s%e");
  private final Logger logger;

  private CapturedLog(String name) {
    logger = Logger.getLogger(name);
    setLevel(Level.ALL);
    logger.addHandler(this);
  }

  /** The lines of one class. */
  public static CapturedLog of(Class<?> source) {
    return new CapturedLog(source.getName());
  }

  /** The lines of everybody. */
  public static CapturedLog ofAll() {
    return new CapturedLog("");
  }

  public List<String> lines() {
    return lines;
  }

  /** All lines, each with its end. */
  public String text() {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(formatter.format(record));
  }

  @Override
  public void flush() {
    // Every line is there at once.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
