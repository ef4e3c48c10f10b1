package health.foramen.referral.care.web;

import health.foramen.referral.care.UnknownCursor;
import health.foramen.shell.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers mistakes in a JSON body, and a cursor that nobody gave out. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MistakesAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Mistakes mistakes) {
        return mistakes.problem().response();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(UnknownCursor unknown) {
        return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "No page of this list ever gave out that cursor.").with("parameter", "cursor").response();
    }
}
