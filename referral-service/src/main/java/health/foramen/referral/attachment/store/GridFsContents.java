package health.foramen.referral.attachment.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.UpdateOptions;
import health.foramen.referral.attachment.Contents;
import health.foramen.referral.attachment.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/**
 * A GridFS bucket, {@code attachments.files} and {@code attachments.chunks}, that any GridFS tool can read. Written by the driver; read and
 * removed chunk by chunk by their whole unique key (file, number), so that no store has to look through the chunks of all files.
 * {@code attachment-intents}: which contents are not settled, a short list.
 */
public final class GridFsContents implements Contents {

    static final String BUCKET = "attachments";
    private static final String INTENTS = "attachment-intents";
    /** One chunk at a time is in memory. */
    private static final int CHUNK = 1 << 20;

    private final MongoDatabaseFactory mongo;
    private final InstantSource realTime;

    /** @param realTime tells how long a content has been unsettled, whatever the clinic's clock says */
    public GridFsContents(MongoDatabaseFactory mongo, InstantSource realTime) {
        this.mongo = mongo;
        this.realTime = realTime;
    }

    @Override
    public void keep(UUID content, List<UUID> holders, Upload.Bytes bytes) {
        unsettle(content, holders);
        try (var in = bytes.open()) {
            bucket().uploadFromStream(new BsonString(content.toString()), content.toString(), in, new GridFSUploadOptions().chunkSizeBytes(CHUNK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void settled(UUID content) {
        intents().deleteOne(eq("_id", content.toString()));
    }

    @Override
    public void unsettle(UUID content, List<UUID> holders) {
        intents().updateOne(eq("_id", content.toString()), Updates.combine(Updates.set("holders", holders.stream().map(UUID::toString).toList()),
                Updates.set("since", Date.from(realTime.instant()))), new UpdateOptions().upsert(true));
    }

    @Override
    public void remove(UUID content) {
        var id = content.toString();
        var chunks = file(content).map(GridFsContents::chunks).orElse(Integer.MAX_VALUE);
        // Without the file's own document a write was broken off: its chunks were written in order and end somewhere.
        for (int n = 0; n < chunks; n++) {
            if (chunks().deleteOne(and(eq("files_id", id), eq("n", n))).getDeletedCount() == 0 && chunks == Integer.MAX_VALUE) {
                break;
            }
        }
        files().deleteOne(eq("_id", id));
        settled(content);
    }

    @Override
    public Optional<InputStream> open(UUID content) {
        return file(content).map(file -> new Chunks(content.toString(), chunks(file)));
    }

    @Override
    public List<Unsettled> unsettledFor(Duration atLeast) {
        return intents().find(lt("since", Date.from(realTime.instant().minus(atLeast)))).map(found -> new Unsettled(UUID.fromString(found.getString("_id")),
                found.getList("holders", String.class).stream().map(UUID::fromString).toList())).into(new ArrayList<>());
    }

    private Optional<Document> file(UUID content) {
        return Optional.ofNullable(files().find(eq("_id", content.toString())).first());
    }

    private static int chunks(Document file) {
        long size = file.get("chunkSize", Number.class).longValue();
        return Math.toIntExact((file.get("length", Number.class).longValue() + size - 1) / size);
    }

    private GridFSBucket bucket() {
        return GridFSBuckets.create(mongo.getMongoDatabase(), BUCKET);
    }

    private MongoCollection<Document> files() {
        return mongo.getMongoDatabase().getCollection(BUCKET + ".files");
    }

    private MongoCollection<Document> chunks() {
        return mongo.getMongoDatabase().getCollection(BUCKET + ".chunks");
    }

    private MongoCollection<Document> intents() {
        return mongo.getMongoDatabase().getCollection(INTENTS);
    }

    /** One chunk after the other, each asked for by its whole key. */
    private final class Chunks extends InputStream {

        private final String id;
        private final int count;
        private byte[] chunk = new byte[0];
        private int number;
        private int at;

        Chunks(String id, int count) {
            this.id = id;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            return filled() ? chunk[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!filled()) {
                return -1;
            }
            int read = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, into, offset, read);
            at += read;
            return read;
        }

        private boolean filled() throws IOException {
            while (at == chunk.length && number < count) {
                var next = chunks().find(and(eq("files_id", id), eq("n", number))).first();
                if (next == null) {
                    throw new IOException("content " + id + " lacks its chunk " + number);
                }
                chunk = next.get("data", Binary.class).getData();
                number++;
                at = 0;
            }
            return at < chunk.length;
        }
    }
}
