package health.foramen.gateway.routes;

import java.util.List;

/** The services behind, and the addresses each of them answers. The same paths are used at the service itself. */
public enum Neighbour {

    REFERRAL("referral-service", "Referrals and patients", "/referrals", "/triage", "/patients", "/clearances", "/emergencies", "/packs",
            "/api/referrals", "/api/triage", "/api/patients", "/api/permits", "/api/findings", "/api/emergencies", "/api/clearances", "/api/packs", "/api/directory",
            "/api/dead-letters/referral-service", "/dead-letters/referral-service"),

    SCHEDULING("scheduling-service", "Openings and appointments", "/worklist", "/openings", "/appointments", "/board", "/sites", "/blocks", "/holds", "/waitlist",
            "/api/worklist", "/api/openings", "/api/holds", "/api/appointments", "/api/days", "/api/sites", "/api/blocks", "/api/check", "/api/waitlist", "/api/series",
            "/api/dead-letters/scheduling-service", "/dead-letters/scheduling-service"),

    NOTIFICATION("notification-service", "Messages", "/conversations", "/messages", "/templates", "/v",
            "/api/journeys", "/api/conversations", "/api/messages", "/api/templates", "/webhooks",
            "/api/dead-letters/notification-service", "/dead-letters/notification-service"),

    /** The patients' phones and mailboxes, and the clock; on a machine with demo people only. */
    SANDBOX("sandbox", "Sandbox", "/sandbox");

    private final String service;
    private final String title;
    private final List<String> paths;

    Neighbour(String service, String title, String... paths) {
        this.service = service;
        this.title = title;
        this.paths = List.of(paths);
    }

    /** Its name in the suite, as in {@code spring.application.name}. */
    public String service() {
        return service;
    }

    /** What it does, to a person who reads that it is away. */
    public String title() {
        return title;
    }

    /** Each with everything beneath it. */
    List<String> paths() {
        return paths;
    }
}
