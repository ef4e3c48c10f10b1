package health.foramen.shell;

import java.time.Duration;
import java.util.List;

import health.foramen.safeguard.ServiceTokenUnavailable;
import jakarta.validation.ConstraintViolationException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_ACCEPTABLE;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;

/**
 * What each exception of the framework means to a caller. Sentences are ours: none repeats a class name, a stack or a value
 * that was sent. What is not listed is a bug of ours and is called {@code unexpected}.
 */
final class Refusing {

    /** Long enough for a restart to get somewhere, short enough for a person who waits. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private Refusing() {
    }

    static Problem because(Throwable thrown) {
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> UnreadableBody.explained(unreadable);
            case MethodArgumentNotValidException invalid -> invalid(invalid.getBindingResult());
            case BindException invalid -> invalid(invalid.getBindingResult());
            case HandlerMethodValidationException invalid -> invalid(invalid.getParameterValidationResults());
            case ConstraintViolationException invalid -> invalid(invalid);
            case MethodArgumentTypeMismatchException mismatch -> Problem.of(BAD_REQUEST, "invalid-parameter",
                    "The parameter “" + mismatch.getName() + "” does not fit: " + UnreadableBody.expected(mismatch.getRequiredType()) + " is expected.")
                    .with("parameter", mismatch.getName());
            case MissingRequestHeaderException missing -> Problem.of(BAD_REQUEST, "missing-header",
                    "The header “" + missing.getHeaderName() + "” is missing.").with("header", missing.getHeaderName());
            case MissingServletRequestParameterException missing -> Problem.of(BAD_REQUEST, "missing-parameter",
                    "The parameter “" + missing.getParameterName() + "” is missing.").with("parameter", missing.getParameterName());
            case MissingServletRequestPartException missing -> Problem.of(BAD_REQUEST, "missing-part",
                    "The part “" + missing.getRequestPartName() + "” is missing.").with("part", missing.getRequestPartName());
            case NoResourceFoundException _ -> unknownPath();
            case NoHandlerFoundException _ -> unknownPath();
            case HttpRequestMethodNotSupportedException unsupported -> Problem.of(METHOD_NOT_ALLOWED, "method-not-allowed",
                    "This address does not know that method.").with("allowed", unsupported.getSupportedMethods() == null
                    ? List.of() : List.of(unsupported.getSupportedMethods()));
            case HttpMediaTypeNotAcceptableException _ -> Problem.of(NOT_ACCEPTABLE, "not-acceptable",
                    "There is no answer in any of the media types that were asked for.");
            case HttpMediaTypeNotSupportedException unsupported -> Problem.of(UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                    "A body of that media type is not understood here.")
                    .with("supported", unsupported.getSupportedMediaTypes().stream().map(Object::toString).toList());
            case BodyTooLarge _ -> tooLarge();
            case MaxUploadSizeExceededException _ -> tooLarge();
            // The server reads forms by itself and speaks of them with a class of its own.
            case InvalidParameterException form -> of(HttpStatusCode.valueOf(form.getErrorCode()));
            // A field whose name no browser would send.
            case RequestRejectedException _ -> of(BAD_REQUEST);
            case MultipartException _ -> Problem.of(BAD_REQUEST, "malformed-body", "The parts of the body cannot be told apart.");
            case ServletRequestBindingException _ -> Problem.of(BAD_REQUEST, "malformed-request", "Something that this address needs is missing.");
            case AsyncRequestTimeoutException _ -> Problem.of(SERVICE_UNAVAILABLE, "too-slow", "The answer took too long.").retryAfter(SOON);
            case ServiceTokenUnavailable _ -> neighbourAway();
            case ResourceAccessException _ -> neighbourAway();
            case ErrorResponse answer -> of(answer.getStatusCode());
            default -> StoreAway.recognised(thrown) ? Problem.of(SERVICE_UNAVAILABLE, "store-away",
                    "The database does not answer. Nothing was changed by halves; please try again in a moment.").retryAfter(SOON) : unexpected();
        };
    }

    /** A status alone, as the server itself answers before any of our code is asked. */
    static Problem of(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        return switch (status) {
            case null -> unexpected();
            case BAD_REQUEST -> Problem.of(BAD_REQUEST, "malformed-request", "The request cannot be understood.");
            case NOT_FOUND -> unknownPath();
            case CONTENT_TOO_LARGE -> tooLarge();
            case INTERNAL_SERVER_ERROR -> unexpected();
            case SERVICE_UNAVAILABLE -> Problem.of(SERVICE_UNAVAILABLE, "unavailable", "This cannot be answered now.").retryAfter(SOON);
            default -> {
                String words = status.getReasonPhrase();
                String slug = words.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
                yield Problem.of(status, slug, words + ".");
            }
        };
    }

    static Problem tooLarge() {
        return Problem.of(CONTENT_TOO_LARGE, "body-too-large", "The body is larger than this address accepts.");
    }

    static Problem unexpected() {
        return Problem.of(INTERNAL_SERVER_ERROR, "unexpected", "Something went wrong on our side. It has been noted; please try again.")
                .titled("Something went wrong");
    }

    private static Problem unknownPath() {
        return Problem.of(NOT_FOUND, "unknown-path", "There is nothing at this address.").titled("Nothing here");
    }

    private static Problem neighbourAway() {
        return Problem.of(SERVICE_UNAVAILABLE, "neighbour-away", "A service that is needed for this does not answer. Please try again in a moment.")
                .retryAfter(SOON);
    }

    private static Problem invalidFields() {
        return Problem.of(BAD_REQUEST, "invalid-fields", "Some fields cannot be accepted as they are.");
    }

    private static Problem invalid(BindingResult result) {
        Problem problem = invalidFields();
        for (ObjectError error : result.getAllErrors()) {
            String path = error instanceof FieldError field ? pointer(field.getField()) : "";
            boolean unfit = error instanceof FieldError field && field.isBindingFailure();
            problem = problem.error(path, unfit ? "does not fit the field" : sentence(error));
        }
        return problem;
    }

    private static Problem invalid(List<ParameterValidationResult> results) {
        Problem problem = invalidFields();
        for (ParameterValidationResult result : results) {
            if (result instanceof ParameterErrors nested) {
                for (FieldError error : nested.getFieldErrors()) {
                    problem = problem.error(pointer(error.getField()), sentence(error));
                }
            } else {
                String name = result.getMethodParameter().getParameterName();
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    problem = problem.error("/" + (name == null ? "" : name), sentence(error));
                }
            }
        }
        return problem;
    }

    private static Problem invalid(ConstraintViolationException invalid) {
        Problem problem = invalidFields();
        for (var violation : invalid.getConstraintViolations()) {
            problem = problem.error(pointer(violation.getPropertyPath().toString()), violation.getMessage());
        }
        return problem;
    }

    private static String sentence(MessageSourceResolvable error) {
        return error.getDefaultMessage() == null ? "cannot be accepted" : error.getDefaultMessage();
    }

    /** {@code patient.contacts[0].phone} as RFC 6901 writes it: {@code /patient/contacts/0/phone}. */
    static String pointer(String path) {
        return path.isEmpty() ? "" : "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
    }
}
