package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Cadence.Audience;
import health.foramen.notification.journey.Cadence.Caps;
import health.foramen.notification.journey.Cadence.Consent;
import health.foramen.notification.journey.store.YamlCadence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Caps of a clinic's own, by the country of a number and by how its holder came to get texts. */
class CapsTest {

    private static final Instant MORNING = LocalDateTime.of(2026, 11, 12, 11, 0).atZone(Cast.CHICAGO).toInstant();
    private static final Cadence CADENCE = read("""
            caps:
              per-day: 1
              per-week: 1
              others:
                - {region: GB, per-day: 2, per-week: 5}
                - {region: US, consent: asked-for, per-day: 2, per-week: 14}
            """);

    private static Cadence read(String caps) {
        try (InputStream in = CapsTest.class.getClassLoader().getResourceAsStream("journeys/cadence.v1.yaml")) {
            String shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String file = shipped.substring(0, shipped.indexOf("caps:")) + caps + shipped.substring(shipped.indexOf("steps:"));
            return YamlCadence.read("cadence.v1.yaml", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFirstEntryThatFitsHoldsAndElseTheCapsOfEverybody() {
        assertThat(CADENCE.capsFor(new Audience(Optional.of("GB"), Consent.GIVEN))).isEqualTo(new Caps(2, 5));
        assertThat(CADENCE.capsFor(new Audience(Optional.of("GB"), Consent.ASKED_FOR))).isEqualTo(new Caps(2, 5));
        assertThat(CADENCE.capsFor(new Audience(Optional.of("US"), Consent.ASKED_FOR))).isEqualTo(new Caps(2, 14));
        assertThat(CADENCE.capsFor(new Audience(Optional.of("US"), Consent.GIVEN))).isEqualTo(new Caps(1, 1));
        assertThat(CADENCE.capsFor(Audience.ANYBODY)).isEqualTo(new Caps(1, 1));
    }

    @Test
    void eachNumberGetsAsManyAsItsOwnCapsAllow() {
        InMemory clinic = new InMemory(CADENCE, MORNING);
        clinic.askedFor.add(clinic.keys.of("+13125551001"));
        book(clinic, "asked", "+13125551001");
        book(clinic, "given", "+13125551002");
        book(clinic, "british", "+447700900123");
        clinic.passTo(LocalDateTime.of(2026, 12, 3, 10, 0).atZone(Cast.CHICAGO).toInstant());
        assertThat(textsOf(clinic, "asked")).as("a whole week of them").containsExactly("booked", "preparation", "reminder", "confirm", "directions");
        assertThat(textsOf(clinic, "given")).as("one in seven days").containsExactly("booked", "preparation", "directions");
        assertThat(textsOf(clinic, "british")).containsExactly("booked", "preparation", "reminder", "confirm", "directions");
        assertThat(clinic.letters).filteredOn(letter -> letter.key().journeyId().equals("given")).extracting(letter -> letter.key().step())
                .as("what the cap keeps from the phone goes by e-mail").contains("reminder", "confirm");
    }

    private static void book(InMemory clinic, String visit, String number) {
        PatientCard patient = Cast.card("patient-" + visit, "Rosa", "Delgado", Language.ENGLISH, number);
        clinic.keep(patient);
        clinic.tell(Cast.visit(visit, patient.patientId(), 1, AppointmentStatus.BOOKED, LocalDateTime.of(2026, 12, 3, 10, 15), Cast.CHICAGO, true, true, false, MORNING));
    }

    private static List<String> textsOf(InMemory clinic, String visit) {
        return clinic.texts.stream().filter(text -> text.key().journeyId().equals(visit)).map(text -> text.key().step()).toList();
    }
}
