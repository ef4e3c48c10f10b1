package health.foramen.sandbox.suite;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import health.foramen.sandbox.time.DueSteps;

/** Asks the notification service, in the sandbox's own name. */
public final class NotificationSteps implements DueSteps {

    private final Caller sandbox;

    public NotificationSteps(Caller sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public NextDue next() throws Unknown {
        Suite.Answer answer;
        try {
            answer = sandbox.get("/api/journeys/next-due");
        } catch (Suite.Unreachable unreachable) {
            throw new Unknown("Nobody can say which message is due next (" + unreachable.getMessage() + "), so the clock stays here.");
        }
        if (!answer.ok()) {
            throw new Unknown("The notification service answered " + answer.status()
                    + " when asked which message is due next, so the clock stays here.");
        }
        JsonNode due = answer.body().path("due");
        return new NextDue(due.isString() ? Optional.of(Instant.parse(due.asString())) : Optional.empty(),
                answer.body().path("busy").asBoolean(false));
    }
}
