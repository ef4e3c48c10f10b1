package health.foramen.sandbox.demo;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;

/**
 * The patient of one story: nobody the clinic knows, with a telephone and a mailbox that nobody else uses.
 *
 * @param language {@code en}, {@code es} or {@code ar}
 */
record Newcomer(String givenName, String familyName, LocalDate birthDate, String language, String phone, String email, String recordNumber) {

    /** Area codes of large cities; their 555-0100 to 555-0199 are kept free for stories. The last ten are odd numbers of the sandbox. */
    private static final List<Integer> AREAS = List.of(205, 206, 212, 213, 214, 215, 216, 301, 302, 303, 304, 305, 307, 310, 312, 313, 314,
            315, 316, 317, 318, 319, 401, 402, 404, 405, 406, 410, 412, 413, 414, 415, 417, 419, 501, 502, 503, 504, 505, 507, 508, 509,
            512, 513, 515, 516, 517, 518, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 701, 702, 703,
            704, 706, 707, 708, 712, 713, 714, 715, 716, 717, 718, 719, 801, 802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816);
    private static final int NUMBERS = 90;

    static Newcomer somebody(String language, JsonNode names, RandomGenerator dice, Predicate<String> taken) {
        String phone;
        do {
            phone = "+1%d55501%02d".formatted(AREAS.get(dice.nextInt(AREAS.size())), dice.nextInt(NUMBERS));
        } while (taken.test(phone));
        String chart = phone.substring(2);
        return new Newcomer(one(names.path("givenName"), dice), one(names.path("familyName"), dice),
                LocalDate.of(1945, 1, 1).plusDays(dice.nextInt(15_000)), language, phone, "patient-" + chart + "@mail.example", "R-" + chart);
    }

    private static String one(JsonNode names, RandomGenerator dice) {
        return names.path(dice.nextInt(names.size())).asString();
    }

    String name() {
        return givenName + " " + familyName;
    }

    int age(LocalDate today) {
        return birthDate.until(today).getYears();
    }

    /** As the phone is read: +1 312 555 0142. */
    String spokenPhone() {
        return "+1 " + phone.substring(2, 5) + " " + phone.substring(5, 8) + " " + phone.substring(8);
    }

    /** As a referral states it. */
    Map<String, Object> asJson() {
        Map<String, Object> patient = new LinkedHashMap<>();
        patient.put("givenName", givenName);
        patient.put("familyName", familyName);
        patient.put("birthDate", birthDate.toString());
        patient.put("recordNumber", recordNumber);
        patient.put("language", language);
        patient.put("zone", "America/Chicago");
        patient.put("phone", phone);
        patient.put("email", email);
        patient.put("consent", Map.of("text", true, "email", true));
        return patient;
    }
}
