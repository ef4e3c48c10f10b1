package health.foramen.shell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says which field of a body cannot be read, and what belongs there. */
final class UnreadableBody {

    private UnreadableBody() {
    }

    static Problem explained(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return Refusing.tooLarge();
            }
            if (cause instanceof JacksonException json) {
                return json.getCause() instanceof BodyTooLarge ? Refusing.tooLarge() : explained(json);
            }
        }
        return malformed("The body is missing or cannot be read.");
    }

    private static Problem explained(JacksonException json) {
        String pointer = pointer(json);
        return switch (json) {
            case UnrecognizedPropertyException _ -> atField(pointer, "is not a field of this request");
            case InvalidNullException _ -> atField(pointer, "is missing");
            case ValueInstantiationException refused -> atField(pointer, ofConstructor(refused.getCause()));
            case MismatchedInputException mismatch -> atField(pointer,
                    missing(mismatch) ? "is missing" : expected(mismatch.getTargetType()) + " is expected here");
            case StreamReadException broken -> malformed("The JSON breaks off or is malformed at line %d, column %d."
                    .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr())).error(pointer, "malformed JSON");
            default -> json.getCause() == null ? atField(pointer, "cannot be read") : atField(pointer, ofConstructor(json.getCause()));
        };
    }

    /** What a record's own check says is written for people; what the JDK says is not. */
    private static String ofConstructor(Throwable cause) {
        return switch (cause) {
            case DateTimeException _ -> "is not a date or time of the expected form";
            case NumberFormatException _ -> "is not a number";
            case IllegalArgumentException own when own.getMessage() != null && !own.getMessage().contains("health.foramen") -> own.getMessage();
            case NullPointerException missing when missing.getMessage() != null && missing.getMessage().matches("[\\w ]+") ->
                    missing.getMessage() + " is missing";
            case null, default -> "cannot be accepted";
        };
    }

    private static boolean missing(MismatchedInputException mismatch) {
        String said = mismatch.getOriginalMessage();
        return said != null && (said.startsWith("Missing") || said.startsWith("Null value for creator") || said.startsWith("Cannot map `null`"));
    }

    private static Problem atField(String pointer, String sentence) {
        String where = pointer.isEmpty() ? "The body" : "The field " + pointer;
        String says = sentence.endsWith(".") ? sentence : sentence + ".";
        boolean verbFirst = says.startsWith("is ") || says.startsWith("cannot ");
        return malformed(verbFirst ? where + " " + says : where + ": " + says).error(pointer, sentence);
    }

    private static Problem malformed(String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-body", detail);
    }

    private static String pointer(JacksonException json) {
        var pointer = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            pointer.append('/');
            if (step.getPropertyName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(step.getPropertyName().replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }

    /** What belongs into a field of that type, in words. */
    static String expected(Class<?> type) {
        return switch (type) {
            case null -> "another value";
            case Class<?> c when c == LocalDate.class -> "a date as 2026-12-03";
            case Class<?> c when c == LocalDateTime.class -> "a local date and time as 2026-12-03T10:15";
            case Class<?> c when c == LocalTime.class -> "a time as 10:15";
            case Class<?> c when c == Instant.class -> "an instant as 2026-12-03T16:15:00Z";
            case Class<?> c when c == UUID.class -> "a UUID";
            case Class<?> c when c == boolean.class || c == Boolean.class -> "true or false";
            case Class<?> c when c == int.class || c == Integer.class || c == long.class || c == Long.class -> "a whole number";
            case Class<?> c when c.isPrimitive() || Number.class.isAssignableFrom(c) -> "a number";
            case Class<?> c when CharSequence.class.isAssignableFrom(c) -> "a text";
            case Class<?> c when ZoneId.class.isAssignableFrom(c) -> "a time zone as America/Chicago";
            case Class<?> c when c.isEnum() -> "a known code";
            case Class<?> c when c.isArray() || Collection.class.isAssignableFrom(c) -> "a list";
            case Class<?> c when c.isRecord() -> "an object";
            default -> "another value";
        };
    }
}
