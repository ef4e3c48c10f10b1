package health.foramen.referral.attachment;

import static health.foramen.referral.attachment.FilesOfEveryKind.aPdf;
import static health.foramen.referral.attachment.FilesOfEveryKind.aPicture;
import static health.foramen.referral.attachment.FilesOfEveryKind.cut;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.attachment.Upload.Looked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a file is, stands in its bytes. */
class UploadTest {

    @Test
    void aFileIsWhatItsBytesAreWhateverItIsCalled() throws IOException {
        assertThat(sound("letter.pdf", aPdf()).type()).isEqualTo(FileType.PDF);
        assertThat(sound("letter.pdf", aPdf(100_000)).size()).isEqualTo(aPdf(100_000).length);
        assertThat(sound("picture.exe", aPicture("png"))).extracting(Upload::type, Upload::name).containsExactly(FileType.PNG, "picture.exe.png");
        assertThat(sound("scan.pdf", aPicture("jpg"))).extracting(Upload::type, Upload::name).containsExactly(FileType.JPEG, "scan.jpg");
    }

    @Test
    void aFileThatLiesOrIsDamagedIsRefused() throws IOException {
        refused(new byte[0]);
        refused("<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));
        refused("%PDF-1.7\nand then something else".getBytes(StandardCharsets.UTF_8));
        refused(cut(aPdf(50_000)));
        refused(cut(aPicture("png")));
        refused(cut(aPicture("jpg")));
        refused(both(aPicture("png"), "PK\3\4 a program".getBytes(StandardCharsets.ISO_8859_1)));
        refused(both(new byte[] {'M', 'Z'}, aPdf()));
        refused(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
        var spoiled = aPicture("png");
        spoiled[spoiled.length / 2] ^= 1;
        refused(spoiled);
    }

    /** Whatever is sent, looking at it ends, and never with an exception. */
    @Test
    void noBytesMakeLookingFail() throws IOException {
        var random = new Random(42);
        var beginnings = new byte[][] {aPdf(), aPicture("png"), aPicture("jpg"), new byte[0]};
        for (int i = 0; i < 4_000; i++) {
            var bytes = beginnings[i % beginnings.length].clone();
            for (int spoiled = random.nextInt(6); spoiled > 0 && bytes.length > 8; spoiled--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(look("x", random.nextBoolean() ? both(bytes, noise) : bytes)).isNotNull();
        }
    }

    @Test
    void aNameIsMadeHarmless() {
        assertThat(Upload.harmless("../../etc/passwd", FileType.PDF)).isEqualTo("passwd.pdf");
        assertThat(Upload.harmless("C:\\scans\\MRI Santos.JPEG", FileType.JPEG)).isEqualTo("MRI Santos.JPEG");
        assertThat(Upload.harmless("\u202Egpj.exe\n", FileType.PNG)).isEqualTo("gpj.exe.png");
        assertThat(Upload.harmless("تقرير.pdf", FileType.PDF)).isEqualTo("تقرير.pdf");
        assertThat(Upload.harmless(null, FileType.PDF)).isEqualTo("attachment.pdf");
        assertThat(Upload.harmless("x".repeat(10_000), FileType.PDF)).hasSizeLessThan(120);
    }

    private static Upload sound(String name, byte[] bytes) throws IOException {
        return ((Looked.Sound) look(name, bytes)).upload();
    }

    private static void refused(byte[] bytes) throws IOException {
        assertThat(look("letter.pdf", bytes)).isInstanceOf(Looked.Refused.class);
    }

    private static Looked look(String name, byte[] bytes) throws IOException {
        return Upload.look(name, () -> new ByteArrayInputStream(bytes));
    }

    private static byte[] both(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
