package health.foramen.referral.attachment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small files that are what they say. */
public final class FilesOfEveryKind {

    private FilesOfEveryKind() {
    }

    public static byte[] aPdf() {
        return aPdf(0);
    }

    /** @param padding bytes in its middle that nobody can guess */
    public static byte[] aPdf(int padding) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nstream\n".getBytes(StandardCharsets.ISO_8859_1));
        var noise = new byte[padding];
        new Random(7).nextBytes(noise);
        out.writeBytes(noise);
        out.writeBytes("\nendstream\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    public static byte[] aPicture(String format) {
        try {
            var out = new ByteArrayOutputStream();
            var picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 1_200; i++) {
                picture.setRGB(i % 40, i / 40, i * 7_919);
            }
            ImageIO.write(picture, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length * 2 / 3);
    }
}
