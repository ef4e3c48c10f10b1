package health.foramen.referral.attachment;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of attachments. They are written before anything names them and removed after nothing does, so each is noted as unsettled until
 * it is known which of the two holds; what a crash left unsettled is looked at later.
 */
public interface Contents {

    /** @param holders of which one shall name it: a draft, a referral */
    record Unsettled(UUID content, List<UUID> holders) {

        public Unsettled {
            holders = List.copyOf(holders);
        }
    }

    /** Stores the bytes and notes them as unsettled. */
    void keep(UUID content, List<UUID> holders, Upload.Bytes bytes);

    /** Something names it now. */
    void settled(UUID content);

    /** Somebody is about to stop naming it. */
    void unsettle(UUID content, List<UUID> holders);

    /** Nothing names it any more. */
    void remove(UUID content);

    /** Its bytes, from the beginning; nothing when they are not there. */
    Optional<InputStream> open(UUID content);

    List<Unsettled> unsettledFor(Duration atLeast);
}
