package gateway.operations;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Handler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends each new connection of a pool once the server has said nothing on it for so long. The
 * driver's own time-outs do not: whatever asks it to close a connection (Vert.x 4.5), it sends the
 * server a farewell and waits for the server to hang up, which one whose machine is gone never
 * does. So this stands before the driver in the connection's pipeline.
 *
 * @param longest how long the server may say nothing
 */
record SilentServer(Duration longest) implements Handler<SqlConnection> {

  @Override
  public void handle(SqlConnection made) {
    var driver = (SocketConnectionBase) ((SqlConnectionInternal) made).unwrap().unwrap();
    var _ = driver.socket().channelHandlerContext().pipeline().addFirst(ending());
    var _ = made.close(); // gives it to the pool
  }

  private IdleStateHandler ending() {
    return new IdleStateHandler(longest.toMillis(), 0, 0, TimeUnit.MILLISECONDS) {
      @Override
      protected void channelIdle(ChannelHandlerContext connection, IdleStateEvent silence) {
        var _ = connection.close();
      }
    };
  }
}
