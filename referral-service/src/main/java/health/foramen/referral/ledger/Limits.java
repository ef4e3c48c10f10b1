package health.foramen.referral.ledger;

import health.foramen.referral.care.Family;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.PayerPack.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What one payer allows in one family of procedures. */
public record Limits(String payer, String payerTitle, Family family, List<Window> windows, Optional<Integer> spacingDays) {

    public Limits {
        windows = List.copyOf(windows);
    }

    public static Limits of(PayerPack payer, Family family) {
        var terms = payer.terms(family);
        return new Limits(payer.code(), payer.title(), family, terms.map(PayerPack.Terms::sessions).orElse(List.of()),
                terms.flatMap(PayerPack.Terms::spacingDays).map(days -> days.value()));
    }

    /** A session of this day is in the rolling window of another day when less than the window's months lie between. */
    static boolean counts(LocalDate session, LocalDate on, int months) {
        return session.isAfter(on.minusMonths(months));
    }

    /** The first day on whose rolling window a session of this day no longer weighs. Month ends make it a search, of three days at most. */
    static LocalDate leaves(LocalDate session, int months) {
        var day = session.plusMonths(months);
        while (counts(session, day, months)) {
            day = day.plusDays(1);
        }
        return day;
    }
}
