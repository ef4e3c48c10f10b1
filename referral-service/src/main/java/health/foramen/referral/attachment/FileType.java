package health.foramen.referral.attachment;

import health.foramen.referral.care.Coded;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a clinic takes as an attachment. A file is one of these when its bytes are built like one from beginning to end; the first bytes
 * alone are as easily written as a name.
 */
public enum FileType implements Coded {
    PDF("pdf", "application/pdf", "%PDF-".getBytes(StandardCharsets.ISO_8859_1)),
    JPEG("jpeg", "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    PNG("png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});

    /** The words that end a PDF stand within so many bytes of its end (ISO 32000-1, annex H.3, reads 1,024; writers append a few lines). */
    private static final int TAIL = 2_048;

    private final String code;
    private final String mediaType;
    private final byte[] beginning;

    FileType(String code, String mediaType, byte[] beginning) {
        this.code = code;
        this.mediaType = mediaType;
        this.beginning = beginning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String words() {
        return name();
    }

    public String mediaType() {
        return mediaType;
    }

    /** How its name ends. */
    public String extension() {
        return this == JPEG ? "jpg" : code;
    }

    /** Whether a name may end so. */
    boolean isNamed(String name) {
        return name.endsWith("." + code) || name.endsWith("." + extension());
    }

    /** Reads the stream to its end, whatever it is. */
    static Optional<FileType> recognise(InputStream bytes) throws IOException {
        var whence = new PushbackInputStream(bytes, 8);
        var in = new DataInputStream(whence);
        var head = in.readNBytes(8);
        var type = Arrays.stream(values()).filter(each -> begins(head, each.beginning)).findFirst();
        boolean whole;
        try {
            whole = type.isPresent() && switch (type.get()) {
                case PDF -> endsLikePdf(in);
                case JPEG -> {
                    whence.unread(head, 2, head.length - 2);
                    yield isJpegAfterStart(in);
                }
                case PNG -> isPngAfterSignature(in);
            };
        } catch (EOFException _) {
            whole = false;
        }
        in.transferTo(OutputStream.nullOutputStream());
        return whole ? type : Optional.empty();
    }

    private static boolean begins(byte[] head, byte[] beginning) {
        return head.length >= beginning.length && Arrays.equals(head, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static boolean endsLikePdf(InputStream in) throws IOException {
        var tail = new byte[0];
        for (var next = in.readNBytes(TAIL); next.length > 0; next = in.readNBytes(TAIL)) {
            var both = Arrays.copyOf(tail, tail.length + next.length);
            System.arraycopy(next, 0, both, tail.length, next.length);
            tail = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
        }
        var words = new String(tail, StandardCharsets.ISO_8859_1);
        return words.contains("startxref") && words.lastIndexOf("%%EOF") > words.lastIndexOf("startxref");
    }

    /** Chunk by chunk with their checksums: IHDR first, at least one IDAT, IEND last and nothing after it (PNG, section 5). */
    private static boolean isPngAfterSignature(DataInputStream in) throws IOException {
        var first = true;
        var picture = false;
        while (true) {
            int length = in.readInt();
            var kind = in.readNBytes(4);
            var name = new String(kind, StandardCharsets.ISO_8859_1);
            if (length < 0 || !name.matches("[A-Za-z]{4}") || first != name.equals("IHDR") || first && length != 13) {
                return false;
            }
            var sum = new CRC32();
            sum.update(kind);
            var sizes = sumUp(in, length, sum);
            if (in.readInt() != (int) sum.getValue() || first && (number(sizes, 0) <= 0 || number(sizes, 4) <= 0)) {
                return false;
            }
            first = false;
            picture |= name.equals("IDAT");
            if (name.equals("IEND")) {
                return picture && length == 0 && in.read() < 0;
            }
        }
    }

    /** @return the first bytes that were summed up */
    private static byte[] sumUp(DataInputStream in, int length, CRC32 sum) throws IOException {
        var buffer = new byte[8_192];
        var begun = new byte[8];
        for (int left = length; left > 0; ) {
            int read = in.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            if (left == length) {
                System.arraycopy(buffer, 0, begun, 0, Math.min(read, begun.length));
            }
            sum.update(buffer, 0, read);
            left -= read;
        }
        return begun;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    /** Segment by segment: a frame with a size, a scan after it, and the end of the image. Phones append a few bytes of their own after that. */
    private static boolean isJpegAfterStart(DataInputStream in) throws IOException {
        var frame = false;
        var scan = false;
        int marker = marker(in);
        while (marker != 0xD9) {
            if (marker == 0 || marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
                return false;
            }
            int length = in.readUnsignedShort();
            if (length < 2) {
                return false;
            }
            var segment = in.readNBytes(length - 2);
            if (segment.length < length - 2) {
                return false;
            }
            if (isFrame(marker)) {
                frame = segment.length >= 6 && (segment[3] != 0 || segment[4] != 0);
            }
            scan |= marker == 0xDA;
            marker = marker == 0xDA ? afterScan(in) : marker(in);
        }
        return frame && scan;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int marker(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != 0xFF) {
            return 0;
        }
        int next = in.readUnsignedByte();
        while (next == 0xFF) {
            next = in.readUnsignedByte();
        }
        return next;
    }

    /** The next marker that is neither a stuffed byte nor a restart. */
    private static int afterScan(DataInputStream in) throws IOException {
        while (true) {
            if (in.readUnsignedByte() == 0xFF) {
                int next = in.readUnsignedByte();
                while (next == 0xFF) {
                    next = in.readUnsignedByte();
                }
                if (next != 0 && !(next >= 0xD0 && next <= 0xD7)) {
                    return next;
                }
            }
        }
    }
}
