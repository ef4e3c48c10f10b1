package health.foramen.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Real time plus the offset that lies in a {@link ClockFile}. It never stands still and it follows the file within
 * {@value #LOOK_EVERY_MILLIS} ms, so that several processes on one machine agree about the day without a call between them.
 */
public final class MovableClock extends Clock {

    /** A look is one system call; a booking asks for the time some ten times, so most answers come from memory. */
    static final long LOOK_EVERY_MILLIS = 50;

    private final Offset offset;
    private final Clock real;

    public MovableClock(Path file) {
        this(file, Clock.systemUTC());
    }

    MovableClock(Path file, Clock real) {
        this(new Offset(file), real);
    }

    private MovableClock(Offset offset, Clock real) {
        this.offset = offset;
        this.real = Objects.requireNonNull(real, "real time");
    }

    /** How far business time is ahead of real time now. */
    public Duration offset() {
        return offset.current();
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset.current());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(getZone()) ? this : new MovableClock(offset, real.withZone(zone));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MovableClock that && offset == that.offset && real.equals(that.real);
    }

    @Override
    public int hashCode() {
        return Objects.hash(offset, real);
    }

    @Override
    public String toString() {
        return "MovableClock[" + offset.file + (getZone() == ZoneOffset.UTC ? "" : ", " + getZone()) + "]";
    }

    /** The file as last seen. Shared by the clocks of all zones; a race costs a second look, never a wrong answer. */
    private static final class Offset {

        private static final long LOOK_EVERY_NANOS = Duration.ofMillis(LOOK_EVERY_MILLIS).toNanos();

        private final Path file;
        private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
        private volatile Seen seen = Seen.NOTHING;

        Offset(Path file) {
            this.file = Objects.requireNonNull(file, "clock file");
            look();
        }

        Duration current() {
            long now = System.nanoTime();
            long due = nextLook.get();
            if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY_NANOS)) {
                look();
            }
            return seen.offset();
        }

        private void look() {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                // Taken before reading: a write in between changes the stamp again and is found at the next look.
                if (!seen.same(now)) {
                    seen = new Seen(now.lastModifiedTime(), now.size(), now.fileKey(), ClockFile.read(file));
                }
            } catch (NoSuchFileException _) {
                seen = Seen.NOTHING;
            } catch (IOException failed) {
                throw new UncheckedIOException("The clock file " + file + " cannot be read", failed);
            }
        }
    }

    private record Seen(FileTime modified, long size, Object key, Duration offset) {

        static final Seen NOTHING = new Seen(FileTime.fromMillis(0), -1, null, Duration.ZERO);

        boolean same(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime()) && Objects.equals(key, now.fileKey());
        }
    }
}
