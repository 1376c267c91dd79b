package gateway.operations.guard;

import io.micrometer.core.instrument.Metrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * The JDK's transport, which puts an {@link HttpGuard} on each connection that this process
 * accepts, whichever of its ports it came to.
 *
 * <p>The framework creates its HTTP servers itself and offers no hook in front of its decoder. The
 * transport is where Vert.x lets each of them be configured, and this one is found as a service
 * (META-INF/services), in tests and development as in production.
 */
public final class GuardedTransport extends JDKTransport implements VertxServiceProvider {

  @Override
  public void init(VertxBuilder builder) {
    var _ = builder.findTransport(this);
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    // The registry that beans are given, too: a transport is no bean.
    var meters = new GuardMeters(Metrics.globalRegistry);
    var server = bootstrap.config().childHandler();
    var _ = bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    var _ = bootstrap.childHandler(new Guarded(server, options.isSsl(), meters));
  }

  /**
   * A server's connections: its own handlers first, because the guard finds its place among them.
   */
  @ChannelHandler.Sharable
  private static final class Guarded extends ChannelInitializer<Channel> {

    private final ChannelHandler server;
    private final boolean isTls;
    private final GuardMeters meters;

    private Guarded(ChannelHandler server, boolean isTls, GuardMeters meters) {
      this.server = server;
      this.isTls = isTls;
      this.meters = meters;
    }

    @Override
    protected void initChannel(Channel connection) {
      var _ = connection.pipeline().addLast(server);
      HttpGuard.install(connection.pipeline(), isTls, meters);
    }
  }
}
