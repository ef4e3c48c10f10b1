package health.foramen.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server or a filter refused before any controller was asked: a bad address, a body past the limit, a filter's fault. */
@Controller
final class LastResort implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    private final Problems problems;

    LastResort(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    Object error(HttpServletRequest request, HttpServletResponse response) {
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer told ? told : 404;
        Problem problem = thrown == null ? Refusing.of(HttpStatusCode.valueOf(status)) : Refusing.because(thrown);
        if (problem.status().value() == 500) {
            log.error("{} {} failed outside a controller", request.getMethod(), Loggable.path((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)), thrown);
        }
        return problems.answer(problem, request, response);
    }
}
