package gateway.operations.guard;

/** Why a connection was ended, as it is counted: never what the client sent. */
enum Reason {
  /** Not {@code method SP request-target SP HTTP/1.x}: TLS, HTTP/2, and whatever is no HTTP. */
  REQUEST_LINE,
  LONG_REQUEST_LINE,
  /** A header or trailer that is no name, colon and visible text. */
  HEADER,
  LONG_HEADERS,
  /** No {@code Host}, two, or one that is none. */
  HOST,
  /** A doubt where the body ends: {@code Content-Length}, {@code Transfer-Encoding}. */
  BODY_LENGTH,
  CHUNK,
  /** A CR without its LF. */
  LINE_END,
  /** No whole head in time; nothing at all among them. */
  SLOW_HEAD
}
