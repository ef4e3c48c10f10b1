package health.foramen.local;

import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Connections that speak MongoDB's wire protocol with a backend, on this machine alone. What is found is sent as the bytes that were stored.
final class WireServer implements AutoCloseable {

    private static final int WAITING = 100;

    private final DurableBackend backend;
    private final EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup working;
    private final ChannelGroup clients;
    private final Channel listening;

    /// @param port    0 takes any free one
    /// @param workers threads among which the connections are spread
    WireServer(DurableBackend backend, int port, int workers) {
        this.backend = backend;
        working = new MultiThreadIoEventLoopGroup(workers, NioIoHandler.newFactory());
        clients = new DefaultChannelGroup("clients", working.next());
        try {
            listening = new ServerBootstrap().group(accepting, working)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, WAITING)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new Connection())
                    .bind(new InetSocketAddress("127.0.0.1", port)).syncUninterruptibly().channel();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        stop();
    }

    /// Commands that are being handled come to their end before the backend does.
    private void stop() {
        accepting.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        working.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        accepting.terminationFuture().syncUninterruptibly();
        working.terminationFuture().syncUninterruptibly();
        backend.close();
    }

    private final class Connection extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(new MongoWireReplyEncoder(), new AnswerEncoder(), new MongoWireProtocolHandler(),
                    new OnceDurable(backend), new MongoDatabaseHandler(backend, clients), new MongoExceptionHandler());
        }
    }
}
