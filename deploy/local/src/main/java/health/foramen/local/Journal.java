package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.h2.mvstore.WriteBuffer;

/// What was changed since the store was last saved. A change is durable as soon as it stands here, long before its pages do, and however
/// often a page changes, it is saved once.
///
/// A file holds records: how many bytes, their checksum (CRC32C), the bytes. A record holds whole commands, in the order in which they were
/// done; one whose writing was interrupted is not there, and nobody was told of it. Doing again what the saved pages already show does no harm.
final class Journal {

    private static final String NAME = "journal-";
    private static final int HEADER = 8;
    private static final int BUFFER = 64 << 10;

    private final Path folder;
    /// Held for reading by whoever is in the middle of a command, for writing by whoever divides what was done from what is still to come.
    private final ReadWriteLock commands = new ReentrantReadWriteLock();
    private WriteBuffer pending = begun(new WriteBuffer(BUFFER));
    /// What is being written, or was written last: it is used again.
    private WriteBuffer written = begun(new WriteBuffer(BUFFER));
    private long number;
    private FileChannel file;

    /// Begins a new file, after those that are there.
    Journal(Path folder) {
        this.folder = folder;
        var files = files(folder);
        number = files.isEmpty() ? 0 : number(files.getLast());
        next();
    }

    /// Calls for each record in the folder, from the oldest on.
    static void read(Path folder, Consumer<ByteBuffer> reader) {
        for (var file : files(folder)) {
            try {
                var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                while (bytes.remaining() >= HEADER) {
                    int size = bytes.getInt();
                    int checksum = bytes.getInt();
                    if (size < 0 || size > bytes.remaining() || checksum != checksum(bytes.slice(bytes.position(), size))) {
                        break;
                    }
                    reader.accept(bytes.slice(bytes.position(), size));
                    bytes.position(bytes.position() + size);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
    }

    static boolean isEmpty(Path folder) {
        return files(folder).isEmpty();
    }

    static void deleteAll(Path folder) {
        files(folder).forEach(Journal::delete);
    }

    /// One command: what it changes is here wholly or not at all.
    <T> T during(Supplier<T> command) {
        commands.readLock().lock();
        try {
            return command.get();
        } finally {
            commands.readLock().unlock();
        }
    }

    /// A change, told by whoever makes it in the middle of a command.
    synchronized void add(Consumer<WriteBuffer> change) {
        change.accept(pending);
    }

    /// Returns when everything that was done before is on the disk. Not for two at once.
    void force() throws IOException {
        commands.writeLock().lock();
        try {
            turn();
        } finally {
            commands.writeLock().unlock();
        }
        write();
    }

    /// Divides what was done before, which the store saves in one piece, from what is still to come, for which a new file is begun. Not while another forces.
    ///
    /// @param save begins to save and says whether it could
    /// @return the files that can go when what was begun is on the disk; none if it could not begin
    List<Path> saved(BooleanSupplier save) throws IOException {
        commands.writeLock().lock();
        try {
            turn();
            write();
            if (!save.getAsBoolean()) {
                return List.of();
            }
            file.close();
            var old = files(folder);
            next();
            return old;
        } finally {
            commands.writeLock().unlock();
        }
    }

    private void turn() {
        var done = pending;
        pending = begun(written);
        written = done;
    }

    private void write() throws IOException {
        var record = written.getBuffer().flip();
        int size = record.limit() - HEADER;
        if (size == 0) {
            return;
        }
        record.putInt(0, size).putInt(Integer.BYTES, checksum(record.slice(HEADER, size)));
        while (record.hasRemaining()) {
            file.write(record);
        }
        file.force(false);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    /// @param isSaved whether the store has everything, so that nothing need be told again
    void close(boolean isSaved) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (isSaved) {
            deleteAll(folder);
        }
    }

    private void next() {
        number++;
        try {
            file = FileChannel.open(folder.resolve(NAME + number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot begin a journal in " + folder, e);
        }
    }

    /// With room for the header.
    private static WriteBuffer begun(WriteBuffer used) {
        return used.clear().putLong(0);
    }

    private static int checksum(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static List<Path> files(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(NAME + "\\d+")).sorted(Comparator.comparingLong(Journal::number)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(NAME.length()));
    }
}
