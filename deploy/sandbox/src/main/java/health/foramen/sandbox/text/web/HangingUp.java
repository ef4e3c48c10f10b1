package health.foramen.sandbox.text.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a handler close the connection with nothing said. The servlet API has no word for that, so a valve leaves the connector's own
 * one within reach.
 */
public final class HangingUp extends ValveBase {

    private static final String REACH = HangingUp.class.getName();

    public HangingUp() {
        super(true);
    }

    /** The other side sees the connection closed before a status line; whatever the handler returns afterwards is swallowed. */
    static void on(HttpServletRequest request) {
        ((Runnable) request.getAttribute(REACH)).run();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable hangUp = () -> request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(REACH, hangUp);
        getNext().invoke(request, response);
    }
}
