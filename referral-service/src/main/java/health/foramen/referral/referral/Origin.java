package health.foramen.referral.referral;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * How a referral came. One that arrived on paper or by phone was typed by the front desk, and it stays known who did, and from what.
 *
 * @param on        the day on which the paper or the call came
 * @param physician of the directory, on whose behalf it was entered
 */
public record Origin(Way way, Optional<Who> enteredBy, Optional<LocalDate> on, Optional<UUID> physician) {

    public static final Origin ONLINE = new Origin(Way.ONLINE, Optional.empty(), Optional.empty(), Optional.empty());

    public enum Way implements Coded {
        ONLINE("online"), FAX("fax"), PHONE("phone"), LETTER("letter");

        private final String code;

        Way(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** As a history says it. */
    public String words() {
        return enteredBy.map(_ -> "referral received by " + way.words() + on.map(day -> " on " + day).orElse("") + " and entered at the desk")
                .orElse("referral received");
    }
}
