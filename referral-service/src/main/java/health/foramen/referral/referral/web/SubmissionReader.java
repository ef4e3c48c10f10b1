package health.foramen.referral.referral.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.web.PatientReader;
import health.foramen.referral.referral.ReferringPatients.ReferPatient;
import health.foramen.referral.referral.store.StoredReferrals;
import health.foramen.safeguard.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Reads a whole referral, from JSON or a form alike. */
public final class SubmissionReader {

    private final PatientReader patients;
    private final Packs packs;
    private final Clock clock;

    public SubmissionReader(PatientReader patients, Packs packs, Clock clock) {
        this.patients = patients;
        this.packs = packs;
        this.clock = clock;
    }

    /** @throws Mistakes naming every field that cannot be accepted */
    ReferPatient finished(JsonNode body, String practice, String key, Person person) {
        var today = Moments.lastBegun(clock);
        var reading = Reading.of(body);
        var patient = patients.read(reading.neededObject("patient"), today);
        var intake = IntakeReader.read(reading, packs.on(today), today, true);
        reading.nothingElse();
        intake.symptom().onset().filter(onset -> onset.isBefore(patient.identity().birthDate()))
                .ifPresent(_ -> reading.wrongAt("/symptom/onset", "The onset cannot lie before the birth date."));
        Mistakes.refuse(reading.mistakes());
        return new ReferPatient(StableIds.of("referral", person.id(), key), hash(patient, intake), patient, intake, practice, Callers.who(person));
    }

    /** What there is so far; fields that cannot be understood are left out. */
    Intake unfinished(JsonNode body) {
        var today = Moments.lastBegun(clock);
        var reading = Reading.of(body);
        return IntakeReader.read(reading, packs.on(today), today, false);
    }

    /** Of what was understood, so that spaces and the order of fields do not matter. */
    private static String hash(Patient.Described patient, Intake intake) {
        try {
            var written = StoredReferrals.MAPPER.writeValueAsString(patient) + StoredReferrals.MAPPER.writeValueAsString(intake);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
