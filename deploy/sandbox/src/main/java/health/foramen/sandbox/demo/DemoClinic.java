package health.foramen.sandbox.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/**
 * Brings the demo clinic to life through the public API: three sites, four weeks of published blocks from tomorrow, and a cast of ten
 * patients whose referrals exercise the clinic's rules. Run again, it publishes what is missing up to four weeks from today and leaves
 * every patient as they are.
 */
public final class DemoClinic {

    private final People people;
    private final PrintStream out;

    private DemoClinic(Suite suite, PrintStream out) {
        people = new People(suite);
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new DemoClinic(Surroundings.from(System.getenv()).suite(), out).load();
        } catch (Broken | Suite.Unreachable broken) {
            out.println("  demo clinic: " + broken.getMessage());
            System.exit(1);
        }
    }

    private void load() {
        Instant now = now();
        Blocks blocks = new Blocks(people.alex());
        say("sites", String.join(", ", blocks.keepSites()));
        int published = blocks.publish(now);
        say("blocks", published == 0 ? "four weeks of " + Blocks.clinicians() + " clinicians are published"
                : published + " days of " + Blocks.clinicians() + " clinicians published, from tomorrow for four weeks");
        Almanac almanac = new Almanac(LocalDate.ofInstant(now, ZoneId.of("America/Chicago")));
        together(DemoFiles.cast(), member -> new Member(people, almanac, member).arrive()).forEach(line -> say("patient", line));
    }

    private Instant now() {
        Suite.Answer clock = people.suite().asAnybody().get("/sandbox/api/clock");
        if (!clock.ok()) {
            throw Broken.because("Asking the sandbox for the time", clock);
        }
        return Instant.parse(clock.body().path("now").asString());
    }

    private void say(String what, String line) {
        out.printf("  %-8s %s%n", what, line);
    }

    /** All at once, told in order. */
    private static List<String> together(List<ObjectNode> cast, java.util.function.Function<ObjectNode, String> arrive) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> arriving = new ArrayList<>();
            for (ObjectNode member : cast) {
                Callable<String> task = () -> arrive.apply(member);
                arriving.add(threads.submit(task));
            }
            List<String> lines = new ArrayList<>();
            for (Future<String> line : arriving) {
                lines.add(line.get());
            }
            return lines;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Broken("Interrupted.");
        }
    }

    /** One of the cast on the way into the clinic. */
    private record Member(People people, Almanac almanac, ObjectNode written) {

        /** @return a line about who came, and how far */
        String arrive() {
            String name = written.path("patient").path("givenName").asString() + " " + written.path("patient").path("familyName").asString();
            Suite.Answer received = refer();
            if (received.problem().equals("key-reused")) {
                // On an earlier day; the dates of the form were others.
                return name + ": " + written.path("shows").asString() + " (here since an earlier day)";
            }
            if (!received.ok()) {
                throw Broken.because("The referral of " + name, received);
            }
            String id = received.body().path("referralId").asString();
            String status = spoken(received.body().path("status").asString());
            if (status.equals("awaiting triage") && written.has("triage")) {
                status = triage(id, received.body().path("patientId").asString());
            }
            if (status.equals("accepted") && written.has("book")) {
                status = book(id);
            }
            return name + ": " + written.path("shows").asString() + " (" + status + ")";
        }

        private static String spoken(String code) {
            return code.replace('-', ' ');
        }

        private Caller referrer() {
            return people.person(written.path("referrer").asString());
        }

        private Suite.Answer refer() {
            ObjectNode form = written.deepCopy();
            form.remove(List.of("slug", "shows", "referrer", "history", "triage", "book"));
            return referrer().once("demo-clinic:" + written.path("slug").asString()).post("/api/referrals", almanac.turned(form));
        }

        private String triage(String id, String patientId) {
            JsonNode triage = written.path("triage");
            Caller clinician = people.person(triage.path("by").asString());
            if (written.has("history")) {
                record(clinician, patientId);
            }
            Suite.Answer decided = triage.has("ask")
                    ? clinician.post("/api/referrals/" + id + "/ask", Map.of("question", triage.path("ask")))
                    : clinician.post("/api/referrals/" + id + "/accept", triage.path("accept"));
            if (!decided.ok()) {
                throw Broken.because("Triage of " + written.path("slug").asString(), decided);
            }
            return decided.body().path("permit").path("status").asString("").equals("withheld") ? "accepted, permit withheld"
                    : spoken(decided.body().path("status").asString());
        }

        private void record(Caller clinician, String patientId) {
            List<Map<String, Object>> sessions = new ArrayList<>();
            written.path("history").forEach(past -> sessions.add(Map.of("date", almanac.date(past.path("date").asString()).toString(),
                    "procedure", past.path("procedure"), "payer", written.path("coverage").path("payer"), "source", "letter of the practice")));
            Suite.Answer recorded = clinician.post("/api/patients/" + patientId + "/history", sessions);
            if (!recorded.ok()) {
                throw Broken.because("The history of " + written.path("slug").asString(), recorded);
            }
        }

        private String book(String id) {
            Caller dana = people.dana();
            String slug = written.path("slug").asString();
            JsonNode referral = dana.get("/api/referrals/" + id).body();
            if (referral.has("bookAgainBecause")) {
                return "to be booked again";
            }
            String permit = referral.path("permit").path("permitId").asString();
            String search = "/api/openings?limit=1&permitId=" + permit + "&from=" + almanac.date(written.path("book").path("from").asString())
                    + (written.path("book").has("setting") ? "&setting=" + written.path("book").path("setting").asString() : "");
            return Waiting.until("An opening for " + slug, () -> first(dana.get(search)).flatMap(opening -> {
                String openingId = opening.path("openingId").asString();
                Suite.Answer booked = dana.once("demo-clinic:" + slug + ":" + openingId)
                        .post("/api/appointments", Map.of("permitId", permit, "openingId", openingId));
                if (booked.ok()) {
                    return Optional.of("booked " + opening.path("localStart").asString().replace('T', ' ') + " at " + opening.path("siteName").asString());
                }
                if (booked.problem().equals("slot-no-longer-available")) {
                    // Another of the cast was quicker; the next look finds another opening.
                    return Optional.empty();
                }
                throw Broken.because("Booking " + slug, booked);
            }));
        }

        private static Optional<JsonNode> first(Suite.Answer found) {
            return Optional.of(found).filter(Suite.Answer::ok).map(answer -> answer.body().path("openings").path(0))
                    .filter(opening -> !opening.isMissingNode());
        }
    }
}
