package health.foramen.scheduling;

import health.foramen.scheduling.permit.PermitOwner;
import health.foramen.scheduling.permit.Permits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Referral-service, as far as permits go: it says what its events said, unless a test lets it say something else, or nothing. */
public final class OwnersWord implements PermitOwner {

    private final Permits told;
    private final Map<String, Word> otherwise = new ConcurrentHashMap<>();
    private volatile boolean away;

    OwnersWord(Permits told) {
        this.told = told;
    }

    public void says(String permit, Word word) {
        otherwise.put(permit, word);
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public Optional<Word> ask(String permit) {
        if (away) {
            throw new Away("nobody answers", null);
        }
        return Optional.ofNullable(otherwise.get(permit))
                .or(() -> told.find(permit).map(p -> new Word(p.granted() ? "granted" : "withdrawn", p.sequence(), p.holdOnly(), List.copyOf(p.clearances()))));
    }
}
