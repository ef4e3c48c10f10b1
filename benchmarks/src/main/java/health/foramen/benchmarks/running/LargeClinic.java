package health.foramen.benchmarks.running;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Four surgery centers with ten rooms, C-arms and clinicians each, open every day for ninety days: more than the demo clinic has
/// to give, and as much as a chain of clinics keeps.
public final class LargeClinic {

    public static final int SITES = 4;
    public static final int DAYS = 90;
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final int ROOMS = 10;
    private static final int BAYS = 60;
    /// As large as the others, with a single bay: whoever recovers there is alone.
    public static final String ONE_BAY = "center-9";
    private static final int ONE_BAY_NUMBER = 9;

    public static String site(int number) {
        return "center-" + number;
    }

    /// As large as the others, with a single C-arm that stands in every room: whoever has it is alone, in whichever room and with whichever clinician.
    public static final String ONE_DEVICE = "center-8";
    private static final int ONE_DEVICE_NUMBER = 8;

    private LargeClinic() {
    }

    /// Builds it in the running suite, from tomorrow.
    public static void open(RunningSuite suite, LocalDate today) {
        try (var administrator = suite.as(Person.ALEX)) {
            for (int site = 0; site < SITES; site++) {
                administrator.put("/api/sites/" + site(site), description(site)).expect(201);
            }
            for (int site = 0; site < SITES; site++) {
                for (int room = 0; room < ROOMS; room++) {
                    publish(administrator, site, room, "c-arm-" + room, today);
                }
            }
        }
    }

    /// One more center, whose rooms stand empty because of its bay.
    public static void openWithOneBay(RunningSuite suite, LocalDate today) {
        try (var administrator = suite.as(Person.ALEX)) {
            var site = new java.util.HashMap<>(description(ONE_BAY_NUMBER));
            site.put("bays", units(1, number -> Map.of("id", "bay-" + number, "name", "Bay " + number, "monitored", true)));
            administrator.put("/api/sites/" + ONE_BAY, site).expect(201);
            for (int room = 0; room < ROOMS; room++) {
                publish(administrator, ONE_BAY_NUMBER, room, "c-arm-" + room, today);
            }
        }
    }

    /// One more center, whose rooms wait for its C-arm.
    public static void openWithOneDevice(RunningSuite suite, LocalDate today) {
        try (var administrator = suite.as(Person.ALEX)) {
            var site = new java.util.HashMap<>(description(ONE_DEVICE_NUMBER));
            site.put("devices", List.of(Map.of("id", "c-arm", "name", "The C-arm", "modality", "fluoroscopy")));
            site.put("rooms", units(ROOMS, number -> Map.of("id", "room-" + number, "name", "Room " + number, "holds", List.of("c-arm"), "sedation", "moderate")));
            administrator.put("/api/sites/" + ONE_DEVICE, site).expect(201);
            for (int room = 0; room < ROOMS; room++) {
                publish(administrator, ONE_DEVICE_NUMBER, room, "c-arm", today);
            }
        }
    }

    /// The name of the block that an opening is in.
    public static String block(Opening opening) {
        return clinician(Integer.parseInt(opening.siteId().substring("center-".length())),
                Integer.parseInt(opening.room().substring(opening.room().lastIndexOf('-') + 1))) + "@0800";
    }

    private static void publish(Caller administrator, int site, int room, String device, LocalDate today) {
        administrator.post("/api/blocks/publish", Map.of("site", site(site), "clinician", clinician(site, room), "room", "room-" + room,
                "device", device, "nurses", List.of("nurse-" + room),
                "weekly", Map.of("days", EVERY_DAY, "from", "08:00", "to", "17:00"),
                "firstDate", today.plusDays(1).toString(), "lastDate", today.plusDays(DAYS).toString())).expect(200);
    }

    private static final List<String> EVERY_DAY = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private static String clinician(int site, int room) {
        return "dr.bench-%d-%d".formatted(site, room);
    }

    private static Map<String, Object> description(int site) {
        return Map.ofEntries(
                Map.entry("name", "Center " + site),
                Map.entry("setting", "surgery-center"),
                Map.entry("zone", ZONE.getId()),
                Map.entry("address", Map.of("lines", List.of(site + " Long Road"), "city", "Chicago", "region", "IL", "postcode", "60600", "country", "US")),
                Map.entry("directions", "Ground floor."),
                Map.entry("phone", "+1312555011" + site),
                Map.entry("hours", List.of(Map.of("days", EVERY_DAY, "from", "06:00", "to", "20:00"))),
                Map.entry("closed", List.of()),
                Map.entry("devices", units(ROOMS, number -> Map.of("id", "c-arm-" + number, "name", "C-arm " + number, "modality", "fluoroscopy"))),
                Map.entry("rooms", units(ROOMS, number -> Map.of("id", "room-" + number, "name", "Room " + number, "holds", List.of("c-arm-" + number), "sedation", "moderate"))),
                Map.entry("bays", units(BAYS, number -> Map.of("id", "bay-" + number, "name", "Bay " + number, "monitored", true))),
                Map.entry("nurses", units(ROOMS, number -> Map.of("id", "nurse-" + number, "name", "Nurse " + number))),
                Map.entry("clinicians", units(ROOMS, number -> Map.of("id", clinician(site, number), "name", "Dr. Bench " + site + " " + number,
                        "procedures", List.of("transforaminal-lumbar-sacral")))));
    }

    private static List<Map<String, Object>> units(int count, IntFunction<Map<String, Object>> unit) {
        return IntStream.range(0, count).mapToObj(unit).toList();
    }
}
