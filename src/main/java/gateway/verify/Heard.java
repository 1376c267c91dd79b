package gateway.verify;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells that an answer began, and each time that more of its body came. The client's own time-out
 * ends with the head.
 *
 * @param reader who reads the body
 */
record Heard<T>(BodySubscriber<T> reader, AtomicBoolean heard) implements BodySubscriber<T> {

  static <T> BodyHandler<T> by(BodyHandler<T> handler, AtomicBoolean heard) {
    return head -> {
      heard.set(true);
      return new Heard<>(handler.apply(head), heard);
    };
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    heard.set(true);
    reader.onNext(bytes);
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    reader.onSubscribe(subscription);
  }

  @Override
  public void onError(Throwable failure) {
    reader.onError(failure);
  }

  @Override
  public void onComplete() {
    reader.onComplete();
  }
}
