package health.foramen.referral.patient;

import java.util.List;

/** The one way to look for people by name, birth date, phone, e-mail or chart number. What is stored for it may be encrypted behind it. */
public interface PatientSearch {

    /** @param words as typed: name words or their beginnings, a phone number, an e-mail address, a birth date, a chart number */
    List<Patient> find(String words, int most);

    /** Others who share with this person the birth date and a name or a way to be reached, a way to be reached and a name, or every name. */
    List<Patient> alike(Patient patient, int most);
}
