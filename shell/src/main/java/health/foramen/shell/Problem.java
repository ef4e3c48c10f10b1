package health.foramen.shell;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * A no, as RFC 9457 writes it. {@code type} is {@code urn:foramen:problem:<slug>} and never changes once published; {@code detail}
 * is a sentence for a person; {@code errors} name the fields by JSON pointer. Immutable: each step answers a new problem.
 *
 * <pre>{@code
 * return Problem.of(HttpStatus.CONFLICT, "slot-no-longer-available", "Somebody else has just booked this opening.")
 *         .with("openings", next)
 *         .response();
 * }</pre>
 */
public record Problem(HttpStatus status, String slug, String title, String detail, List<FieldError> errors, Map<String, Object> members,
                      Optional<Duration> retryAfter) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** @param pointer RFC 6901, into the request's body: {@code /patient/birthDate}; {@code ""} is the whole body */
    public record FieldError(String pointer, String detail) {
    }

    public Problem {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("A problem's slug is words-with-hyphens, not " + slug);
        }
        errors = List.copyOf(errors);
        members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(HttpStatus status, String slug, String detail) {
        String words = slug.replace('-', ' ');
        return new Problem(status, slug, Character.toUpperCase(words.charAt(0)) + words.substring(1), detail, List.of(), Map.of(), Optional.empty());
    }

    /** The slug in words unless said otherwise. */
    public Problem titled(String other) {
        return new Problem(status, slug, other, detail, errors, members, retryAfter);
    }

    /** A member of its own beside the standard ones. */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, slug, title, detail, errors, more, retryAfter);
    }

    public Problem error(String pointer, String sentence) {
        var more = new ArrayList<>(errors);
        more.add(new FieldError(pointer, sentence));
        return new Problem(status, slug, title, detail, more, members, retryAfter);
    }

    /** When to ask again; the header counts whole seconds and at least one. */
    public Problem retryAfter(Duration pause) {
        return new Problem(status, slug, title, detail, errors, members, Optional.of(pause));
    }

    public String type() {
        return "urn:foramen:problem:" + slug;
    }

    public ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(type()));
        body.setTitle(title);
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        members.forEach(body::setProperty);
        return body;
    }

    public HttpHeaders headers() {
        var headers = new HttpHeaders();
        retryAfter.ifPresent(pause -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, pause.toSeconds()))));
        return headers;
    }

    public ResponseEntity<ProblemDetail> response() {
        return ResponseEntity.status(status).headers(headers()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body());
    }
}
