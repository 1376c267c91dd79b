package gateway.verify;

import java.io.IOException;
import java.util.regex.Pattern;

/** An audit as the service serves it, in the list or at its own address. */
record ServedAudit(String id, long version, Fields fields) {

  private static final Pattern ETAG = Pattern.compile("W/\"([1-9][0-9]{0,17})\"");

  static ServedAudit read(byte[] json) throws IOException {
    return of(Fields.served(json));
  }

  /**
   * @throws IOException where it has no version: its ETag is the sequence of its newest entry
   */
  static ServedAudit of(Fields fields) throws IOException {
    var etag = ETAG.matcher(fields.text("@odata.etag").orElse(""));
    String id = fields.text("id").orElse("");
    if (!etag.matches()) {
      throw new IOException("an audit without a version, '%s'".formatted(id));
    }
    return new ServedAudit(id, Long.parseLong(etag.group(1)), fields);
  }
}
