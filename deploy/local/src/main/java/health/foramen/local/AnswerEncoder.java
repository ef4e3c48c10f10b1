package health.foramen.local;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import java.util.List;
import java.util.Map;

/// Writes an answer, in which documents may stand as the bytes that they are stored as.
final class AnswerEncoder extends MessageToByteEncoder<MongoMessage> {

    /// Documents as a value of an answer.
    record Found(List<RawDocument> documents) {
    }

    @Override
    protected void encode(ChannelHandlerContext context, MongoMessage message, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        out.writeIntLE(message.getHeader().getRequestID());
        out.writeIntLE(message.getHeader().getResponseTo());
        out.writeIntLE(OpCode.OP_MSG.getId());
        out.writeIntLE(message.getFlags());
        out.writeByte(MongoMessage.SECTION_KIND_BODY);
        encode(message.getDocument(), out);
        out.setIntLE(start, out.writerIndex() - start);
    }

    private static void encode(Document answer, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        for (Map.Entry<String, Object> field : answer.entrySet()) {
            switch (field.getValue()) {
                case Found found -> encode(field.getKey(), found, out);
                case Document inner -> {
                    RawDocument.writeStart(RawDocument.DOCUMENT, field.getKey(), out);
                    encode(inner, out);
                }
                case null, default -> RawDocument.encode(field.getKey(), field.getValue(), out);
            }
        }
        RawDocument.writeEnd(start, out);
    }

    private static void encode(String name, Found found, ByteBuf out) {
        RawDocument.writeStart(RawDocument.LIST, name, out);
        int start = out.writerIndex();
        out.writeIntLE(0);
        int position = 0;
        for (var document : found.documents()) {
            RawDocument.writeStart(RawDocument.DOCUMENT, String.valueOf(position++), out);
            out.writeBytes(document.bytes());
        }
        RawDocument.writeEnd(start, out);
    }
}
