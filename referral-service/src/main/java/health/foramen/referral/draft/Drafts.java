package health.foramen.referral.draft;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** All drafts. */
public interface Drafts {

    Optional<Draft> find(UUID id);

    /** @return false when a draft of that id is there already */
    boolean add(Draft draft);

    /** @return false when it has changed since it was seen, or is gone */
    boolean replace(Draft seen, Draft next);

    /** @return false when it has changed since it was seen; true also when it is gone already */
    boolean delete(Draft seen);

    /** Enters it into its owner's list. @return false when that is full */
    boolean list(Draft.Owner owner, UUID id, int most);

    void unlist(Draft.Owner owner, UUID id);

    /** Those in the owner's list that exist. */
    List<Draft> of(Draft.Owner owner);

    List<Draft> savedBefore(Instant moment);

    /** Of all drafts those that fit; a look through every one. */
    List<Draft> those(Predicate<Draft> wanted);
}
