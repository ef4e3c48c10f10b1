package health.foramen.referral.directory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** All physicians who refer. */
public interface Directory {

    /** A practice by the code that its referrals carry. */
    record Practice(String code, String name) {
    }

    Optional<Physician> find(UUID id);

    /** Enters one, or changes the one that is there; nothing is written when nothing changes. */
    Physician put(Physician first, UnaryOperator<Physician> change);

    /** @return false when the entry has changed since it was seen */
    boolean replace(Physician seen, Physician next);

    /** Those of a practice, in the order of their names. */
    List<Physician> of(String practice);

    /** Whose name, practice, NPI, phone or fax begin with, or are, the words. */
    List<Physician> search(String words, int most);

    /** In the order of their names. */
    List<Practice> practices();
}
