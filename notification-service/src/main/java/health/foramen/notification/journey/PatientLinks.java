package health.foramen.notification.journey;

import java.time.Instant;

/** Makes the address of a patient's own page. */
public interface PatientLinks {

    /** A new address with a secret of its own, good until then; stored before it returns. */
    String open(String journeyId, String patientId, Instant until);

    /** The same for ending e-mail at one address, and for nothing else. */
    String stopMail(String journeyId, String patientId, String email, Instant until);

    /** The words without the secret, fit to be kept and shown. */
    String hidden(String words);

    /** They hold an address that is not ours: nobody is sent there in the clinic's name. */
    boolean leadElsewhere(String words);
}
