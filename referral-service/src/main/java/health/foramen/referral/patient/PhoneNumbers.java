package health.foramen.referral.patient;

import java.util.Optional;

/** Reads phone numbers as people write them. */
public interface PhoneNumbers {

    /** E.164, or nothing when no such number can exist. */
    Optional<String> read(String typed);

    /** As a reader expects it. */
    String display(String e164);
}
