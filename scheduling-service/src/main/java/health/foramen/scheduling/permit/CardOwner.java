package health.foramen.scheduling.permit;

import java.util.Collection;
import java.util.Map;

/** The owner of patients' names: referral-service. It may be away; then this throws and the cards stay as they are. */
public interface CardOwner {

    /** Known patients' words by id; who is missing is unknown to the owner. */
    Map<String, Card.Words> fetch(Collection<String> patients);

    final class Away extends RuntimeException {
        public Away(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
