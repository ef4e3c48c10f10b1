package health.foramen.scheduling.permit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Permits with the birth dates of their patients, from the cards, while some site asks for ages; otherwise no card is read. */
public final class PermitsOfPeople implements Permits {

    private final Permits permits;
    private final Cards cards;
    private final BooleanSupplier agesMatter;

    public PermitsOfPeople(Permits permits, Cards cards, BooleanSupplier agesMatter) {
        this.permits = permits;
        this.cards = cards;
        this.agesMatter = agesMatter;
    }

    @Override
    public Optional<Permit> find(String id) {
        Optional<Permit> found = permits.find(id);
        return agesMatter.getAsBoolean() ? found.map(permit -> permit.born(cards.find(permit.patient()).flatMap(PermitsOfPeople::birthDate))) : found;
    }

    @Override
    public List<Permit> findAll(Collection<String> ids) {
        List<Permit> found = permits.findAll(ids);
        if (!agesMatter.getAsBoolean()) {
            return found;
        }
        Map<String, Card> known = cards.named(found.stream().map(Permit::patient).distinct().toList());
        return found.stream().map(permit -> permit.born(Optional.ofNullable(known.get(permit.patient())).flatMap(PermitsOfPeople::birthDate))).toList();
    }

    /** As they are stored: for whoever holds ids against each other, and asks for no ages. */
    @Override
    public void forEach(Consumer<Permit> reader) {
        permits.forEach(reader);
    }

    @Override
    public boolean keep(Permit permit) {
        return permits.keep(permit);
    }

    private static Optional<LocalDate> birthDate(Card card) {
        return card.words().flatMap(Card.Words::birthDate);
    }
}
