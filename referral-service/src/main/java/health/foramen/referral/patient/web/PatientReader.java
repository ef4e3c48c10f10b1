package health.foramen.referral.patient.web;

import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Channel;
import health.foramen.referral.patient.Contact;
import health.foramen.referral.patient.Identity;
import health.foramen.referral.patient.Language;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.referral.patient.PhoneNumbers.Telephone;
import health.foramen.referral.patient.PreferredTime;
import health.foramen.referral.patient.Sex;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads a person from JSON or a form. */
public final class PatientReader {

    private static final int NAME = 100;
    /** The longest life on record is 122 years. */
    private static final int OLDEST = 130;

    private final PhoneNumbers phones;
    private final ZoneId home;

    /** @param home where a patient lives when nobody says */
    public PatientReader(PhoneNumbers phones, ZoneId home) {
        this.phones = phones;
        this.home = home;
    }

    /** Meaningless when mistakes were noted. */
    public Patient.Described read(Reading patient, LocalDate today) {
        var given = patient.line("givenName", NAME);
        var family = patient.line("familyName", NAME);
        var born = patient.date("birthDate");
        if (patient.isThere()) {
            patient.needed("givenName", given);
            patient.needed("familyName", family);
            patient.needed("birthDate", born);
        }
        born.filter(day -> day.isAfter(today)).ifPresent(_ -> patient.wrong("birthDate", "The birth date cannot lie after today."));
        born.filter(day -> day.isBefore(today.minusYears(OLDEST))).ifPresent(_ -> patient.wrong("birthDate", "Nobody is that old; please check the year."));
        var described = new Patient.Described(new Identity(given.orElse(""), family.orElse(""), born.orElse(today), patient.word("sex", Sex.class)),
                patient.line("recordNumber", 40), contact(patient));
        patient.nothingElse();
        return described;
    }

    public Contact contact(Reading patient) {
        var phone = patient.line("phone", 40);
        var number = phone.flatMap(phones::read);
        if (phone.isPresent() && number.isEmpty()) {
            patient.wrong("phone", "This is not a phone number that can exist; write it as (312) 555-0142 or with its country, +1 312 555 0142.");
        }
        if (number.flatMap(Telephone::extension).isPresent()) {
            patient.wrong("phone", "No text reaches an extension. Give a number of the patient's own, without one.");
        }
        var email = patient.email("email");
        var consent = patient.object("consent");
        var contact = new Contact(patient.word("language", Language.class).orElse(Language.ENGLISH), zone(patient), number.map(Telephone::e164), email, consent.yes("text"),
                consent.yes("email"), patient.word("preferredChannel", Channel.class), patient.word("preferredTime", PreferredTime.class));
        consent.nothingElse();
        return contact;
    }

    private ZoneId zone(Reading patient) {
        return patient.line("zone", 60).flatMap(name -> {
            try {
                if (!ZoneId.getAvailableZoneIds().contains(name)) {
                    throw new DateTimeException(name);
                }
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException _) {
                patient.wrong("zone", "A time zone such as America/Chicago is expected.");
                return Optional.empty();
            }
        }).orElse(home);
    }
}
