package health.foramen.referral.care.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers mistakes in a JSON body. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MistakesAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Mistakes mistakes) {
        return mistakes.problem().response();
    }
}
