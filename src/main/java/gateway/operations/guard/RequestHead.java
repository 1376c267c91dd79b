package gateway.operations.guard;

import io.netty.util.ByteProcessor;
import java.util.Optional;

/**
 * What must be known of the request that a connection is reading, across reads; one object a
 * connection, begun anew for each request.
 */
final class RequestHead {

  /**
   * Bytes of the request line without its CR LF (contract §9): a nextLink carries keys and filter.
   */
  static final int LONGEST_LINE = 64 * 1024;

  /** Bytes of the lines of headers and trailers together, each with its CR LF (contract §9). */
  static final int LONGEST_FIELDS = 16 * 1024;

  private static final int COLON_CR_LF = 3;
  private static final long HEAD_METHOD = 0x48_45_41_44L;
  private static final long HTTP_1_0 = 0x48_54_54_50_2F_31_2E_30L;
  private static final long HTTP_1_1 = 0x48_54_54_50_2F_31_2E_31L;

  /** Which part of a request the bytes are in. */
  private enum Part {
    NONE,
    HEAD,
    CONTENT,
    TRAILERS
  }

  private final Word word = new Word();
  private final FieldName name = new FieldName();
  private final Value value = new Value();
  private final Value clientRequestId = new Value();
  private final Chunk chunk = new Chunk();

  private Part part = Part.NONE;
  private long heads;
  private int line;
  private int fields;
  private Field field = Field.OTHER;
  private boolean isHead;
  private boolean isHttp10;
  private boolean hasHost;
  private boolean hasClientRequestId;
  private boolean isClientRequestIdWhole;
  private boolean isChunked;
  private long contentLength;

  void begin() {
    part = Part.HEAD;
    line = 0;
    fields = 0;
    isHead = false;
    hasHost = false;
    hasClientRequestId = false;
    isClientRequestIdWhole = false;
    isChunked = false;
    contentLength = -1;
    clientRequestId.begin();
    chunk.beginBody();
    word.begin(Bytes.TOKEN);
  }

  Word word() {
    return word;
  }

  FieldName name() {
    return name;
  }

  Chunk chunk() {
    return chunk;
  }

  /** Takes the bytes of the value that {@link #beginValue} began. */
  ByteProcessor value() {
    return field == Field.CLIENT_REQUEST_ID ? clientRequestId : value;
  }

  void addToLine(int bytes) {
    line += bytes;
  }

  boolean isLineTooLong() {
    return line > LONGEST_LINE;
  }

  boolean endMethod() {
    boolean isFit = !word.isEmpty();
    isHead = word.is(HEAD_METHOD, Integer.BYTES);
    line++;
    word.begin(Bytes.VISIBLE);
    return isFit;
  }

  boolean endTarget() {
    boolean isFit = !word.isEmpty();
    line++;
    word.begin(Bytes.VISIBLE);
    return isFit;
  }

  boolean endVersion() {
    isHttp10 = word.is(HTTP_1_0, Long.BYTES);
    return isHttp10 || word.is(HTTP_1_1, Long.BYTES);
  }

  void addToFields(int bytes) {
    fields += bytes;
  }

  boolean areFieldsTooLong() {
    return fields > LONGEST_FIELDS;
  }

  Field beginValue() {
    fields += COLON_CR_LF;
    value.begin();
    field = name.field();
    if (field == Field.CLIENT_REQUEST_ID) {
      // The first one counts, as it does where requests are answered; trailers say nothing.
      field = hasClientRequestId || part == Part.TRAILERS ? Field.OTHER : field;
      hasClientRequestId = true;
    }
    return field;
  }

  /** What is wrong with the field just read, by itself or beside those before it. */
  Optional<State.Refused> faultOfField() {
    return switch (field) {
      case HOST -> faultOfHost();
      case CONTENT_LENGTH -> faultOfContentLength();
      case TRANSFER_ENCODING -> faultOfTransferEncoding();
      case CLIENT_REQUEST_ID, OTHER -> Optional.empty();
    };
  }

  /** The line of a field has ended as it must, and its value with it. */
  void endLine() {
    isClientRequestIdWhole |= field == Field.CLIENT_REQUEST_ID;
  }

  /** RFC 9112 §3.2: one host, and a valid one. */
  private Optional<State.Refused> faultOfHost() {
    boolean isRepeated = hasHost || part == Part.TRAILERS;
    hasHost = true;
    return isRepeated || !value.isHost()
        ? refused(
            Reason.HOST, "The request must have one Host header, with a host and perhaps a port.")
        : Optional.empty();
  }

  /** RFC 9112 §6.3: nothing may leave a doubt where the body ends. */
  private Optional<State.Refused> faultOfContentLength() {
    boolean isRepeated = contentLength >= 0 || isChunked || part == Part.TRAILERS;
    contentLength = value.number();
    return isRepeated || contentLength < 0
        ? refused(
            Reason.BODY_LENGTH,
            "The body's length must be given once, by Content-Length or Transfer-Encoding.")
        : Optional.empty();
  }

  /** RFC 9112 §6.1: chunked and nothing else, not beside a length, not in HTTP/1.0. */
  private Optional<State.Refused> faultOfTransferEncoding() {
    boolean isRepeated = contentLength >= 0 || isChunked || part == Part.TRAILERS;
    isChunked = true;
    return isRepeated || isHttp10 || !value.isChunked()
        ? refused(
            Reason.BODY_LENGTH,
            "Transfer-Encoding must be 'chunked', once, without Content-Length, and in HTTP/1.1.")
        : Optional.empty();
  }

  /** The head is whole; it may still lack a header that it must have. */
  Optional<State.Refused> endHead() {
    if (!hasHost && !isHttp10) {
      return refused(Reason.HOST, "The request has no Host header.");
    }
    heads++;
    part = isChunked || contentLength > 0 ? Part.CONTENT : Part.NONE;
    return Optional.empty();
  }

  private static Optional<State.Refused> refused(Reason reason, String message) {
    return Optional.of(State.refused(reason, message));
  }

  void beginTrailers() {
    part = Part.TRAILERS;
  }

  /** It has been read whole; none is being read until the next begins. */
  void end() {
    part = Part.NONE;
  }

  boolean isInHead() {
    return part == Part.HEAD;
  }

  boolean isInTrailers() {
    return part == Part.TRAILERS;
  }

  /** How many requests of this connection have a whole head, and so may be answered. */
  long heads() {
    return heads;
  }

  /** How many requests came before the one that is being read, and must be answered before it. */
  long earlier() {
    return part == Part.CONTENT || part == Part.TRAILERS ? heads - 1 : heads;
  }

  boolean isChunked() {
    return isChunked;
  }

  /** The length of the body, or -1 when the request gives none. */
  long contentLength() {
    return contentLength;
  }

  boolean isHead() {
    return isHead;
  }

  /** As the client sent it; empty when it sent none, or the guard has not read it to its end. */
  String clientRequestId() {
    return isClientRequestIdWhole ? clientRequestId.text() : "";
  }
}
