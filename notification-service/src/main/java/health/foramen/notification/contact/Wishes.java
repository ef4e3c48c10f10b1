package health.foramen.notification.contact;

import health.foramen.notification.contact.OptOuts.Standing;
import health.foramen.notification.contact.PatientCard.Formerly;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the holder of a person's number or address asked for. Whoever wanted no more under a record that was merged into this one wants no
 * more under this one either, unless something else was asked for since; when the records are separated, each has its own again.
 */
public final class Wishes {

    private final OptOuts optOuts;
    private final Function<NumberKey, Standing> standings;
    private final NumberKey.Maker keys;

    public Wishes(OptOuts optOuts, NumberKey.Maker keys) {
        this(optOuts, optOuts::of, keys);
    }

    private Wishes(OptOuts optOuts, Function<NumberKey, Standing> standings, NumberKey.Maker keys) {
        this.optOuts = optOuts;
        this.standings = standings;
        this.keys = keys;
    }

    /** The wishes of these people and no others, as they are now: looked up together. */
    public Wishes of(Collection<PatientCard> cards) {
        Stream<NumberKey> own = cards.stream().flatMap(card -> Stream.concat(card.phone().map(keys::of).stream(), card.email().map(keys::ofAddress).stream()));
        Stream<NumberKey> former = cards.stream().flatMap(card -> card.formerly().stream()).flatMap(one -> Stream.concat(one.number().stream(), one.address().stream()));
        return new Wishes(optOuts, optOuts.standings(Stream.concat(own, former).collect(Collectors.toSet()))::get, keys);
    }

    /** Empty without a number. */
    public Optional<Standing> texts(PatientCard card) {
        Optional<Standing> own = card.phone().map(keys::of).map(standings);
        return own.map(standing -> also(standing, card, Formerly::number));
    }

    public boolean noMail(PatientCard card) {
        Optional<Standing> own = card.email().map(keys::ofAddress).map(standings);
        return own.map(standing -> also(standing, card, Formerly::address)).filter(Standing::out).isPresent();
    }

    private Standing also(Standing own, PatientCard card, Function<Formerly, Optional<NumberKey>> key) {
        Standing standing = own;
        for (Formerly former : card.formerly()) {
            Optional<Standing> there = key.apply(former).map(standings).filter(Standing::out);
            standing = there.flatMap(Standing::since).map(standing::outSince).orElse(standing);
        }
        return standing;
    }
}
