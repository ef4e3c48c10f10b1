package health.foramen.sandbox.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/** The patient's side of the sandbox: one telephone, one mailbox, and the clock. */
final class Outside {

    /** Something that arrived. @param how {@code text} or {@code mail}; @param subject empty for a text */
    record Arrival(Instant at, String how, String subject, String body, boolean calendarFile) {
    }

    private final Caller sandbox;
    private final Newcomer patient;
    private final Set<String> seen = new HashSet<>();

    Outside(Caller sandbox, Newcomer patient) {
        this.sandbox = sandbox;
        this.patient = patient;
    }

    static Instant now(Caller sandbox) {
        return Instant.parse(ok("Asking the sandbox for the time", sandbox.get("/sandbox/api/clock")).path("now").asString());
    }

    Instant now() {
        return now(sandbox);
    }

    static boolean taken(Caller sandbox, String phone) {
        return !ok("Looking at a telephone", sandbox.get("/sandbox/api/texts?limit=1&phone=" + encoded(phone))).path("texts").isEmpty();
    }

    /** Moves the clock; the sandbox stops at every message that is due on the way. */
    void moveTo(Instant target) {
        if (!now().isBefore(target)) {
            return;
        }
        Suite.Answer moved = sandbox.post("/sandbox/api/clock", Map.of("to", target.toString()));
        if (moved.status() != 202) {
            stuck(ok("Moving the clock to " + target, moved));
            return;
        }
        stuck(Waiting.until("The clock at " + target, () -> Optional.of(sandbox.get("/sandbox/api/clock").body())
                .filter(clock -> !clock.path("moving").asBoolean()), Duration.ofMinutes(2)));
    }

    private static void stuck(JsonNode clock) {
        if (clock.has("why")) {
            throw new Broken(clock.path("why").asString());
        }
    }

    /** What has arrived since the last look, in order. */
    List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (JsonNode text : ok("Looking at the telephone", sandbox.get("/sandbox/api/texts?limit=200&to=" + encoded(patient.phone()))).path("texts")) {
            if (seen.add(text.path("sid").asString())) {
                arrivals.add(new Arrival(Instant.parse(text.path("at").asString()), "text", "", text.path("body").asString(), false));
            }
        }
        for (JsonNode mail : ok("Looking into the mailbox", sandbox.get("/sandbox/api/mails?limit=200&to=" + encoded(patient.email()))).path("mails")) {
            if (seen.add("mail " + mail.path("id").asString())) {
                arrivals.add(new Arrival(Instant.parse(mail.path("at").asString()), "mail", mail.path("subject").asString(),
                        mail.path("plain").asString(""), !mail.path("attachments").isEmpty()));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    /** Waits for an arrival of that kind; everything that came with it is given too. */
    List<Arrival> awaited(String what, Predicate<List<Arrival>> enough) {
        List<Arrival> all = new ArrayList<>();
        return Waiting.until(what + " for " + patient.name(), () -> {
            all.addAll(arrivals());
            return Optional.of(all).filter(enough);
        });
    }

    void reply(String words) {
        JsonNode replied = ok("Sending the patient's text", sandbox.post("/sandbox/api/replies", Map.of("from", patient.phone(), "body", words)));
        int clinic = replied.path("clinicStatus").asInt();
        if (clinic < 200 || clinic > 299) {
            throw new Broken("The clinic does not hear the patient's text \"" + words + "\": its webhook answered " + clinic + ".");
        }
    }

    private static JsonNode ok(String what, Suite.Answer answer) {
        if (!answer.ok() && !answer.body().has("why")) {
            throw Broken.because(what, answer);
        }
        return answer.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
