package health.foramen.referral.directory.web;

import health.foramen.referral.care.web.Reading;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.referral.patient.PhoneNumbers.Telephone;
import java.util.Optional;

/** Reads a physician whom the directory may not know yet. */
public final class PhysicianReader {

    private static final int NAME = 150;

    private final PhoneNumbers phones;

    public PhysicianReader(PhoneNumbers phones) {
        this.phones = phones;
    }

    /** Meaningless when mistakes were noted. */
    public Physician.Described read(Reading physician) {
        var name = physician.needed("name", physician.line("name", NAME));
        var practice = physician.line("practice", 60);
        practice.filter(code -> !code.matches("[a-z0-9][a-z0-9-]{0,59}")).ifPresent(_ -> physician.wrong("practice", "The code of a practice has small letters, digits and hyphens."));
        var practiceName = physician.line("practiceName", NAME);
        if (practice.isEmpty() && practiceName.isEmpty()) {
            physician.wrong("practiceName", "Choose the practice, or give the name of a new one.");
        }
        var reach = reach(physician);
        physician.nothingElse();
        return new Physician.Described(name.orElse(""), practice, practiceName, reach.npi(), reach.phone(), reach.fax(), reach.email());
    }

    /** How the physician is reached. */
    public Physician.Reach reach(Reading physician) {
        var npi = physician.line("npi", 20).map(typed -> typed.replaceAll("[\\s-]", ""));
        npi.filter(digits -> !Physician.isNpi(digits)).ifPresent(_ -> physician.wrong("npi", "An NPI has ten digits, the last of which checks the others; please look again."));
        var fax = number(physician, "fax");
        fax.flatMap(Telephone::extension).ifPresent(_ -> physician.wrong("fax", "No fax reaches an extension; give the number of the machine."));
        return new Physician.Reach(npi, number(physician, "phone").map(Telephone::whole), fax.map(Telephone::e164), physician.email("email"));
    }

    private Optional<Telephone> number(Reading physician, String field) {
        var typed = physician.line(field, 40);
        var number = typed.flatMap(phones::read);
        if (typed.isPresent() && number.isEmpty()) {
            physician.wrong(field, "This is not a number that can exist; write it as (312) 555-0142 or with its country, +1 312 555 0142.");
        }
        return number;
    }
}
