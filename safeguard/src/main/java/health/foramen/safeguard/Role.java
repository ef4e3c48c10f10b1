package health.foramen.safeguard;

import java.util.Optional;

/** What somebody is here for. A person may have several roles; a service has only its own. */
public enum Role {

    /** A physician's practice that refers patients and follows its own referrals. */
    REFERRER("referrer"),
    /** Books, moves, greets and calls; sees no clinical notes. */
    FRONT_DESK("front-desk"),
    /** Triages, plans, treats. */
    CLINICIAN("clinician"),
    /** Keeps sites, rules, templates and the system in order; treats nobody. */
    ADMINISTRATOR("administrator"),
    /** One of the suite's own processes, acting for itself. */
    SERVICE("service");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word on the wire, as in the {@code roles} claim: {@code front-desk}. */
    public String word() {
        return word;
    }

    /** The role of that word; empty for words of other systems, which grant nothing here. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    String authority() {
        return "ROLE_" + name();
    }
}
