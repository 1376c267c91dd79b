package gateway;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Requests that are sent at once. */
public final class Together {

  private Together() {}

  /** Sends one request; gives its status. */
  public interface Numbered {
    int status(int number) throws Exception;
  }

  /** The statuses of so many requests, in the order of their numbers from 0. */
  public static List<Integer> together(int count, Numbered call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, count).<Callable<Integer>>mapToObj(i -> () -> call.status(i)).toList();
      return threads.invokeAll(calls).stream().map(future -> future.resultNow()).toList();
    }
  }
}
