package health.foramen.local;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/// Keeps the answer to a write back until the write is on the disk. Meanwhile its thread serves other connections.
final class OnceDurable extends ChannelOutboundHandlerAdapter {

    private final DurableBackend backend;

    OnceDurable(DurableBackend backend) {
        this.backend = backend;
    }

    @Override
    public void write(ChannelHandlerContext context, Object answer, ChannelPromise sent) {
        long write = backend.takeWriteOf(context.channel());
        if (write == DurableBackend.NONE) {
            context.write(answer, sent);
        } else {
            // Whoever hears nothing knows as little as after a kill, and asks again.
            backend.onceDurable(write, () -> context.writeAndFlush(answer, sent), context::close);
        }
    }
}
