package health.foramen.referral.attachment.web;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.attachment.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** Files on their way in and out of the service. */
public final class Files {

    private Files() {
    }

    public static Upload.Looked look(MultipartFile sent) throws IOException {
        return Upload.look(sent.getOriginalFilename(), sent::getInputStream);
    }

    /** To be kept, never to be shown inside one of our pages: whatever a file may try, it has no rights here. */
    public static ResponseEntity<InputStreamResource> download(Attachment attachment, InputStream bytes) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(attachment.name(), StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .cacheControl(CacheControl.noStore())
                .eTag("\"" + attachment.sha256() + "\"")
                .contentType(MediaType.parseMediaType(attachment.type().mediaType()))
                .contentLength(attachment.size())
                .body(new InputStreamResource(bytes));
    }
}
