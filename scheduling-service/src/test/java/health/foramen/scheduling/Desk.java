package health.foramen.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.Json;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Somebody who uses the service over HTTP, and what reaches it from other services. */
public final class Desk {

    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public String problem() {
            return body.path("type").asString("").replace("urn:foramen:problem:", "");
        }

        public String word(String field) {
            return body.required(field).asString();
        }

        public Answer expecting(int wanted) {
            assertThat(status).as(raw.request().method() + " " + raw.uri() + " " + raw.body()).isEqualTo(wanted);
            return this;
        }

        public Answer refusing(int wanted, String slug) {
            expecting(wanted);
            assertThat(problem()).isEqualTo(slug);
            return this;
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final ApplicationContext context;
    private final String token;

    public Desk(int port, ApplicationContext context) {
        this(port, context, TestTokens.bearer("dana", Role.FRONT_DESK));
    }

    private Desk(int port, ApplicationContext context, String token) {
        this.port = port;
        this.context = context;
        this.token = token;
    }

    public Desk as(String person, Role... roles) {
        return new Desk(port, context, TestTokens.bearer(person, roles));
    }

    public Desk asAdministrator() {
        return as("alex", Role.ADMINISTRATOR);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> page(String path) {
        return exchange(request(path).header("Accept", "text/html").GET());
    }

    /** What is put into the drawer of the board. */
    public HttpResponse<String> fragment(String path) {
        return exchange(request(path).header("Accept", "text/html").header("HX-Request", "true").header("HX-Target", "drawer").GET());
    }

    public HttpResponse<String> fragmentForm(String path, Map<String, String> fields) {
        return exchange(filled(path, fields.entrySet()).header("HX-Request", "true").header("HX-Target", "drawer"));
    }

    /** The lines of a stream of events; closing it hangs up. */
    public java.util.stream.Stream<String> listen(String path) {
        try {
            return HTTP.send(request(path).header("Accept", "text/event-stream").GET().build(), HttpResponse.BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> form(String path, Map<String, String> fields) {
        return exchange(filled(path, fields.entrySet()));
    }

    /** A form in which some fields are there more than once. */
    public HttpResponse<String> forms(String path, List<Map.Entry<String, String>> fields) {
        return exchange(filled(path, fields));
    }

    private HttpRequest.Builder filled(String path, java.util.Collection<Map.Entry<String, String>> fields) {
        String body = fields.stream().map(e -> e.getKey() + "=" + java.net.URLEncoder.encode(e.getValue(), java.nio.charset.StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other).orElse("");
        return request(path).header("Accept", "text/html").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public Answer post(String path, Object body, String key) {
        return send(request(path).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body))));
    }

    public Answer post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body instanceof String text ? text : Json.mapper().writeValueAsString(body))));
    }

    public Answer put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body))));
    }

    public Answer putIfMatch(String path, Object body, String tag) {
        return send(request(path).header("Content-Type", "application/json").header("If-Match", tag)
                .PUT(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body))));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> raw = exchange(request);
        String type = raw.headers().firstValue("content-type").orElse("");
        return new Answer(raw.statusCode(), type.contains("json") ? Json.mapper().readTree(raw.body()) : Json.mapper().createObjectNode(), raw);
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // --- a clinic to work in ------------------------------------------------------------------------------------------

    /** A surgery center of its own under that name: 2 rooms, 4 bays of which 2 monitored, 2 nurses, one clinician's slug per room. */
    public String aSite(String name, int bays) {
        String slug = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        asAdministrator().put("/api/sites/" + slug, siteBody(slug, bays)).expecting(201);
        return slug;
    }

    public static Map<String, Object> siteBody(String slug, int bays) {
        var body = new TreeMap<String, Object>();
        body.put("name", "Lakeside Surgery Center");
        body.put("setting", "surgery-center");
        body.put("zone", "America/Chicago");
        body.put("address", Map.of("lines", List.of("1 Lake Shore Drive"), "city", "Chicago", "region", "IL", "postcode", "60601", "country", "US"));
        body.put("directions", "Ring at the blue door");
        body.put("phone", "+1 312 555 0110");
        body.put("hours", List.of(Map.of("days", List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "from", "06:30", "to", "18:00")));
        body.put("rooms", List.of(Map.of("id", "room-1", "name", "Room 1", "holds", List.of("c-arm-a"), "sedation", "moderate"),
                Map.of("id", "room-2", "name", "Room 2", "holds", List.of("c-arm-b", "c-arm-a"), "sedation", "moderate")));
        body.put("devices", List.of(Map.of("id", "c-arm-a", "name", "C-arm A", "modality", "fluoroscopy"),
                Map.of("id", "c-arm-b", "name", "C-arm B", "modality", "fluoroscopy")));
        body.put("bays", java.util.stream.IntStream.rangeClosed(1, bays)
                .mapToObj(i -> Map.of("id", "bay-" + i, "name", "Bay " + i, "monitored", i <= (bays + 1) / 2)).toList());
        body.put("nurses", List.of(Map.of("id", "nurse-1", "name", "Nurse Ada"), Map.of("id", "nurse-2", "name", "Nurse Ben")));
        body.put("clinicians", List.of(Map.of("id", "dr.haddad-" + slug, "name", "Dr. Leila Haddad", "procedures", List.of(Cast.TRANSFORAMINAL)),
                Map.of("id", "dr.lindqvist-" + slug, "name", "Dr. Sven Lindqvist", "procedures", List.of(Cast.TRANSFORAMINAL))));
        return body;
    }

    public Answer publish(String site, String clinician, String room, String device, String from, String to, LocalDate first, LocalDate last) {
        return asAdministrator().post("/api/blocks/publish", Map.of("site", site, "clinician", clinician + "-" + site, "room", room, "device", device,
                "nurses", List.of("nurse-1", "nurse-2"), "weekly", Map.of("days", List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "from", from, "to", to),
                "firstDate", first.toString(), "lastDate", last.toString()));
    }

    /** The openings for a permit at one site. */
    public List<JsonNode> openings(String permit, String site, int limit) {
        return get("/api/openings?permitId=" + permit + "&site=" + site + "&limit=" + limit).expecting(200).body().required("openings").values().stream().toList();
    }

    public String openingAt(String permit, String site, LocalDate date, String time) {
        return get("/api/openings?permitId=" + permit + "&site=" + site + "&from=" + date + "&to=" + date + "&limit=100").expecting(200).body()
                .required("openings").values().stream().filter(o -> o.required("localStart").asString().equals(date + "T" + time)).findFirst().orElseThrow()
                .required("openingId").asString();
    }

    public Answer book(String permit, String opening) {
        return post("/api/appointments", Map.of("permitId", permit, "openingId", opening), UUID.randomUUID().toString());
    }

    public Answer change(String appointment, String verb, long revision, Map<String, Object> more) {
        var body = new TreeMap<String, Object>(more);
        body.put("revision", revision);
        return post("/api/appointments/" + appointment + "/" + verb, body);
    }

    // --- what other services tell -------------------------------------------------------------------------------------

    public String aPermit() {
        return aPermit("patient-" + UUID.randomUUID(), "none", "[]");
    }

    public String aSedatedPermit() {
        return aPermit("patient-" + UUID.randomUUID(), "minimal", "[]");
    }

    /** Leave to book for that patient, two weeks before {@link Cast#DAY} until half a year after it. */
    public String aPermit(String patient, String sedation, String sites) {
        String id = UUID.randomUUID().toString();
        hear("permit.granted.v1", id, 1, permitBody(id, patient, sedation, sites, 1));
        return id;
    }

    public static String permitBody(String id, String patient, String sedation, String sites, long sequence) {
        return """
                {"permitId":"%s","sequence":%d,"status":"granted","referralId":"%s","patientId":"%s","practiceId":"riverside","urgency":"routine",
                 "earliest":"2026-11-19","latest":"2027-05-31","holdOnly":false,
                 "plan":{"procedure":"transforaminal-lumbar-sacral","cpt":["64483"],"region":"lumbar-sacral","levels":["L5"],"side":"left",
                  "guidance":["fluoroscopy","ct"],"contrast":true,"sedation":"%s","monitoring":false,"position":"prone","settings":[],"sites":%s,"clinicians":[],
                  "spans":{"arriveBeforeMinutes":45,"prepareMinutes":15,"procedureMinutes":30,"recoveryMinutes":15},
                  "escortRequired":true,"fasting":false,"bloodThinnerHeld":false},"clearances":[{"kind":"blood-thinner","state":"cleared"}]}
                """.formatted(id, sequence, "referral-" + id, patient, sedation, sites);
    }

    /** An event as it would arrive from the broker. */
    public Handled hear(String type, String key, long sequence, String data) {
        EventHandler handler = context.getBeansOfType(EventHandler.class).values().stream().filter(h -> h.types().contains(type)).findFirst().orElseThrow();
        return handler.handle(new IncomingEvent(UUID.randomUUID().toString(), type, key, sequence, Cast.NOW, data));
    }
}
