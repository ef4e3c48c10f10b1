package health.foramen.shell;

import java.io.IOException;

/** Reading a body went past the limit: the caller's fault, and nobody else's. */
public final class BodyTooLarge extends IOException {

    BodyTooLarge(long limit) {
        super("The body is larger than " + limit + " bytes");
    }
}
