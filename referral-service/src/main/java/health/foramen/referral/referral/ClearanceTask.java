package health.foramen.referral.referral;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Clearance.Kind;
import health.foramen.referral.care.Clearance.State;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One clearance with its story. It is open from the acceptance on, belongs to somebody or to nobody yet, and is due on a day. A blood thinner
 * is cleared once both its prescriber and the proceduralist have said so; a payer's authorisation has a number and may run out. What was
 * cleared can be taken back, and a refusal stays in sight until somebody has decided what follows from it.
 *
 * @param note  what was said last, {@code by} whom and {@code at} what time it was written down
 * @param owner absent: whoever comes first
 * @param due   absent in what was stored before there were due dates
 */
public record ClearanceTask(Kind kind, State state, String detail, Optional<Who> by, Optional<Instant> at, Optional<String> note, Optional<Who> owner,
                            Optional<LocalDate> due, List<Signature> signatures, Optional<Authorisation> authorisation) {

    /** Whose word a signature is. */
    public enum As implements Coded {
        PRESCRIBER("prescriber"), PROCEDURALIST("proceduralist");

        private final String code;

        As(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** @param by who signed, or wrote down what the prescriber had said; {@code note} says how that was heard */
    public record Signature(As as, Who by, Instant at, String note) {
    }

    /** How far a payer is. @param expires the last day on which it holds; absent: it does not run out */
    public record Authorisation(Optional<Instant> requestedAt, Optional<String> number, Optional<LocalDate> validFrom, Optional<LocalDate> expires) {

        static final Authorisation NONE = new Authorisation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What somebody says about a clearance.
     *
     * @param as        of a blood thinner: whose word this is; absent: the speaker signs as proceduralist, and the note is the prescriber's word
     * @param requested of a payer: asked, and not answered yet
     */
    public record Word(State decided, String note, Optional<As> as, boolean requested, Optional<String> number, Optional<LocalDate> validFrom,
                       Optional<LocalDate> expires) {

        public static Word of(State decided, String note) {
            return new Word(decided, note, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    public ClearanceTask {
        signatures = Optional.ofNullable(signatures).map(List::copyOf).orElse(List.of());
    }

    public static ClearanceTask open(Kind kind, String detail) {
        return new ClearanceTask(kind, State.OPEN, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(), Optional.empty());
    }

    public ClearanceTask due(LocalDate day) {
        return new ClearanceTask(kind, state, detail, by, at, note, owner, Optional.of(day), signatures, authorisation);
    }

    public ClearanceTask ownedBy(Optional<Who> somebody) {
        return new ClearanceTask(kind, state, detail, by, at, note, somebody, due, signatures, authorisation);
    }

    ClearanceTask rewritten(UnaryOperator<String> words) {
        return new ClearanceTask(kind, state, words.apply(detail), by, at, note.map(words), owner, due,
                signatures.stream().map(one -> new Signature(one.as(), one.by(), one.at(), words.apply(one.note()))).toList(),
                authorisation.map(a -> new Authorisation(a.requestedAt(), a.number().map(words), a.validFrom(), a.expires())));
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isCleared() {
        return state == State.CLEARED;
    }

    public boolean overdue(LocalDate today) {
        return !isCleared() && due.filter(today::isAfter).isPresent();
    }

    public Optional<LocalDate> expires() {
        return authorisation.flatMap(Authorisation::expires);
    }

    /** What is still missing of it, for a reader. */
    public List<As> unsigned() {
        return kind != Kind.BLOOD_THINNER || isCleared() ? List.of()
                : Stream.of(As.values()).filter(as -> signatures.stream().noneMatch(signature -> signature.as() == as)).toList();
    }

    ClearanceTask hears(Word word, Who speaker, Instant when) {
        return switch (word.decided()) {
            case REFUSED -> became(State.REFUSED, List.of(), authorisation, word, speaker, when);
            case OPEN -> became(State.OPEN, List.of(), word.requested()
                    ? Optional.of(new Authorisation(Optional.of(when), word.number(), Optional.empty(), Optional.empty())) : Optional.empty(), word, speaker, when);
            case CLEARED -> switch (kind) {
                case BLOOD_THINNER -> signed(word, speaker, when);
                case PRIOR_AUTHORISATION -> became(State.CLEARED, List.of(), Optional.of(new Authorisation(authorisation.flatMap(Authorisation::requestedAt),
                        word.number().or(() -> Optional.of(word.note())), word.validFrom(), word.expires())), word, speaker, when);
                case PREMEDICATION, PREGNANCY, INFECTION, CONSENT -> became(State.CLEARED, List.of(), Optional.empty(), word, speaker, when);
            };
        };
    }

    /** The day after its last one nobody may rely on it any more. */
    ClearanceTask expired(LocalDate today, Instant when) {
        return isCleared() && expires().filter(today::isAfter).isPresent()
                ? became(State.OPEN, List.of(), Optional.empty(), Word.of(State.OPEN, "ran out on " + expires().get()), Who.SUITE, when) : this;
    }

    private ClearanceTask signed(Word word, Who speaker, Instant when) {
        var words = word.as().map(List::of).orElse(List.of(As.values()));
        var both = Stream.concat(signatures.stream().filter(known -> !words.contains(known.as())),
                words.stream().map(as -> new Signature(as, speaker, when, word.note()))).toList();
        return became(both.size() == As.values().length ? State.CLEARED : State.OPEN, both, Optional.empty(), word, speaker, when);
    }

    private ClearanceTask became(State next, List<Signature> signed, Optional<Authorisation> authorised, Word word, Who speaker, Instant when) {
        return new ClearanceTask(kind, next, detail, Optional.of(speaker), Optional.of(when), Optional.of(word.note()), owner, due, signed, authorised);
    }

    /** As others hear of it. */
    Clearance told() {
        return new Clearance(kind, state);
    }

    /** The same word twice changes nothing; only its time would be another. */
    boolean saysTheSameAs(ClearanceTask other) {
        return state == other.state && authorisation.map(a -> new Authorisation(a.requestedAt().map(_ -> Instant.EPOCH), a.number(), a.validFrom(), a.expires()))
                .equals(other.authorisation.map(a -> new Authorisation(a.requestedAt().map(_ -> Instant.EPOCH), a.number(), a.validFrom(), a.expires())))
                && signatures.stream().map(Signature::as).toList().equals(other.signatures.stream().map(Signature::as).toList());
    }
}
