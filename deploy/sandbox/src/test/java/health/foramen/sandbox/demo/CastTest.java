package health.foramen.sandbox.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import health.foramen.sandbox.text.OddNumber;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written down about the demo clinic holds together. */
class CastTest {

    private static final List<ObjectNode> CAST = DemoFiles.cast();
    private static final JsonNode SITES = DemoFiles.sites();
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private static boolean exists(String phone) {
        try {
            return PHONES.isValidNumber(PHONES.parse(phone, "US"));
        } catch (NumberParseException _) {
            return false;
        }
    }

    @Test
    void tenPatientsReadThreeLanguagesAndTwoShareATelephone() {
        assertThat(CAST).hasSize(10);
        assertThat(CAST).extracting(member -> member.path("patient").path("language").asString()).contains("en", "es", "ar");
        assertThat(CAST.stream().map(member -> member.path("patient").path("phone").asString()).distinct()).hasSize(9);
        assertThat(CAST).extracting(member -> member.path("patient").path("zone").asString()).contains("Africa/Cairo");
        assertThat(CAST).filteredOn(member -> "email".equals(member.path("patient").path("preferredChannel").asString(""))).hasSize(1);
    }

    @Test
    void everyNumberCanExist() {
        assertThat(CAST).extracting(member -> member.path("patient").path("phone").asString()).allMatch(CastTest::exists);
    }

    @Test
    void oneHasALandline() {
        assertThat(CAST).filteredOn(member -> OddNumber.of(member.path("patient").path("phone").asString()).isPresent())
                .singleElement().satisfies(member -> assertThat(member.path("slug").asString()).isEqualTo("helen-whitaker"));
    }

    @Test
    void everyNewcomersNumberCanExistAndTakesTexts() {
        RandomGenerator dice = RandomGenerator.of("L64X128MixRandom");
        JsonNode names = DemoFiles.story().path("people").path("ar");
        Set<String> phones = new HashSet<>();

        for (int i = 0; i < 2_000; i++) {
            phones.add(Newcomer.somebody("ar", names, dice, phones::contains).phone());
        }

        assertThat(phones).hasSize(2_000).allMatch(CastTest::exists).allMatch(phone -> OddNumber.of(phone).isEmpty());
    }

    @Test
    void whatIsUsualIsFilledIn() {
        assertThat(CAST).allSatisfy(member -> {
            assertThat(member.path("safety").path("infection").isBoolean()).isTrue();
            assertThat(member.path("symptom").path("saddleNumbness").isBoolean()).isTrue();
        });
    }

    @Test
    void everyBlockNamesUnitsOfItsSite() {
        for (JsonNode block : SITES.path("blocks")) {
            JsonNode site = SITES.path("sites").path(block.path("site").asString());
            assertThat(ids(site.path("rooms"))).contains(block.path("room").asString());
            assertThat(ids(site.path("devices"))).contains(block.path("device").asString());
            assertThat(ids(site.path("clinicians"))).contains(block.path("clinician").asString());
            block.path("nurses").forEach(nurse -> assertThat(ids(site.path("nurses"))).contains(nurse.asString()));
        }
        assertThat(Blocks.clinicians()).isEqualTo(6);
        SITES.path("sites").forEach(site -> site.path("clinicians").forEach(clinician ->
                assertThat(clinician.path("procedures")).hasSizeGreaterThan(5)));
    }

    @Test
    void nobodyIsAtTwoPlacesOnOneDay() {
        Set<String> days = new TreeSet<>();
        for (JsonNode block : SITES.path("blocks")) {
            block.path("days").forEach(day -> assertThat(days.add(block.path("clinician").asString() + " " + day.asString())).isTrue());
        }
    }

    private static Set<String> ids(JsonNode units) {
        Set<String> ids = new HashSet<>();
        units.forEach(unit -> ids.add(unit.path("id").asString()));
        return ids;
    }

    @Test
    void aDateIsToldFromToday() {
        LocalDate today = LocalDate.of(2026, 3, 31);
        Almanac almanac = new Almanac(today);

        assertThat(almanac.date("today")).isEqualTo(today);
        assertThat(almanac.date("today-10w")).isEqualTo(LocalDate.of(2026, 1, 20)).matches(date -> date.getDayOfWeek() == DayOfWeek.TUESDAY);
        assertThat(almanac.date("today+2d")).isEqualTo(LocalDate.of(2026, 4, 2));
        assertThat(almanac.date("today-1M")).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(almanac.date("1968-04-12")).isEqualTo(LocalDate.of(1968, 4, 12));
        assertThat(almanac.turned(CAST.getFirst()).path("symptom").path("onset").asString()).isEqualTo("2026-01-06");
        assertThat(almanac.turned(CAST.getFirst()).path("patient").path("birthDate").asString()).isEqualTo("1968-04-12");
    }

    @Test
    void everyZoneIsKnown() {
        assertThat(CAST).allSatisfy(member -> assertThat(ZoneId.of(member.path("patient").path("zone").asString())).isNotNull());
    }
}
