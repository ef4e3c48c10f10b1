package health.foramen.sandbox.roll;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * A file of lines that only grows. A line that {@link #append} returned for is with the operating system, so it outlives a
 * {@code kill -9} of this process; there is no fsync, because nobody's telephone needs to survive a power cut here.
 * The owner keeps the {@link Line}s it cares about (16 bytes each) and reads the text again when somebody asks.
 */
public final class Roll implements Closeable {

    /** Where a line lies: offset of its first byte and its length without the line break. */
    public record Line(long offset, int length) {
    }

    /** Called once for every whole line that lies in the file, in order, before anything is appended. */
    @FunctionalInterface
    public interface Reader {
        void read(Line line, byte[] text);
    }

    private static final int LINE_BREAK = '\n';

    private final FileChannel file;
    private long end;

    private Roll(FileChannel file) {
        this.file = file;
    }

    /** Opens or creates the file and reads it through. What a kill left of a half-written last line is cut off. */
    public static Roll open(Path path, Reader reader) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Roll roll = new Roll(FileChannel.open(path, CREATE, READ, WRITE));
            roll.readThrough(reader);
            roll.file.truncate(roll.end);
            return roll;
        } catch (IOException failed) {
            throw new UncheckedIOException("The roll " + path + " cannot be opened", failed);
        }
    }

    private void readThrough(Reader reader) throws IOException {
        // Not closed: closing it would close the channel, which lives on.
        InputStream bytes = new BufferedInputStream(Channels.newInputStream(file.position(0)), 1 << 16);
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next == LINE_BREAK) {
                reader.read(new Line(end, text.size()), text.toByteArray());
                end += text.size() + 1L;
                text.reset();
            } else {
                text.write(next);
            }
        }
    }

    /** Adds one line. The text must hold no line break; JSON holds none. */
    public synchronized Line append(byte[] text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length + 1).put(text).put((byte) LINE_BREAK).flip();
        Line line = new Line(end, text.length);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes, end + bytes.position());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("A line could not be written", failed);
        }
        end += bytes.limit();
        return line;
    }

    public byte[] read(Line line) {
        ByteBuffer bytes = ByteBuffer.allocate(line.length());
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, line.offset() + bytes.position()) < 0) {
                    throw new IllegalStateException("The roll ends before " + line);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("A line could not be read", failed);
        }
        return bytes.array();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        try {
            file.truncate(0);
            end = 0;
        } catch (IOException failed) {
            throw new UncheckedIOException("The roll could not be emptied", failed);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The roll could not be closed", failed);
        }
    }
}
