package health.foramen.scheduling.permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches the cards that are wanted, a page at a time, in the background. Nobody waits for it. */
public final class FetchingCards {

    /** As many as the owner answers at once. */
    private static final int AT_ONCE = 200;

    private final Cards cards;
    private final CardOwner owner;

    public FetchingCards(Cards cards, CardOwner owner) {
        this.cards = cards;
        this.owner = owner;
    }

    /** One round; how many cards were settled. Throws {@link CardOwner.Away} when the owner did not answer. */
    public int fetch() {
        List<String> wanted = cards.wanted(AT_ONCE);
        if (wanted.isEmpty()) {
            return 0;
        }
        Map<String, Card> seen = cards.named(wanted);
        Map<String, Card.Words> found = owner.fetch(wanted);
        wanted.forEach(patient -> cards.fetched(patient, seen.get(patient).sequence(), Optional.ofNullable(found.get(patient))));
        return found.size();
    }
}
