package health.foramen.referral.patient;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one way to look for people by name, birth date, phone, e-mail or chart number. What is stored for it may be encrypted behind it. */
public interface PatientSearch {

    /** @param words as typed: name words or their beginnings, a phone number, an e-mail address, a birth date, a chart number */
    List<Patient> find(String words, int most);

    /**
     * For each of these people others who share with them the birth date, a way to be reached or every name.
     *
     * @param most of each; those who share most come first
     */
    Map<UUID, List<Patient>> alike(Collection<Patient> people, int most);
}
