package health.foramen.shell;

import health.foramen.safeguard.Reader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** The one place where an exception becomes an answer. A service's own advice is asked first. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final Frames frames;

    Problems(Frames frames) {
        this.frames = frames;
    }

    @ExceptionHandler
    Object answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            throw thrown;
        }
        if (thrown instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            return null;
        }
        Problem problem = Refusing.because(thrown);
        if (problem.status().value() == 500) {
            log.error("{} {} failed", request.getMethod(), Loggable.path(request.getRequestURI()), thrown);
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException unsupported && unsupported.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", unsupported.getSupportedMethods()));
        }
        return answer(problem, request, response);
    }

    Object answer(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        if (!Reader.isAPerson(request)) {
            return problem.response();
        }
        problem.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        var page = new ModelAndView("problem", problem.status());
        page.addObject("problem", problem);
        page.addObject(Frame.NAME, frames.frame());
        return page;
    }
}
