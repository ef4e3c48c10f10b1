package health.foramen.safeguard;

import java.util.Enumeration;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Who reads the answer: a person in a browser, or a program? */
public final class Reader {

    private Reader() {
    }

    /**
     * A person: an HTML page was asked for and the path is not one of the API. Scripts in our own pages (htmx asks for anything)
     * count as programs: they read the problem and show its sentence where the person is.
     */
    public static boolean isAPerson(HttpServletRequest request) {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked ? asked : request.getRequestURI();
        if (path.startsWith("/api/") || path.startsWith("/webhooks/") || path.startsWith("/actuator/")) {
            return false;
        }
        Enumeration<String> accepted = request.getHeaders("Accept");
        while (accepted != null && accepted.hasMoreElements()) {
            if (accepted.nextElement().contains("text/html")) {
                return true;
            }
        }
        return false;
    }
}
