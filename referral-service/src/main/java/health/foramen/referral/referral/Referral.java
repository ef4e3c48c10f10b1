package health.foramen.referral.referral;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.care.Change;
import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Sortable;
import health.foramen.referral.care.Who;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.ledger.Session.Relief;
import health.foramen.referral.referral.ReferralEvent.EmergencyRecognised;
import health.foramen.referral.referral.ReferralEvent.InformationWasRequested;
import health.foramen.referral.referral.ReferralEvent.ReferralAccepted;
import health.foramen.referral.referral.ReferralEvent.ReferralBooked;
import health.foramen.referral.referral.ReferralEvent.ReferralClosed;
import health.foramen.referral.referral.ReferralEvent.ReferralDeclined;
import health.foramen.referral.referral.ReferralEvent.ReferralReceived;
import health.foramen.referral.referral.ReferralEvent.ReferralWithdrawn;
import health.foramen.referral.referral.ReferralOutcome.Changed;
import health.foramen.referral.referral.ReferralOutcome.Refused;
import health.foramen.referral.referral.ReferralOutcome.Unchanged;
import health.foramen.referral.referral.ReferralState.Accepted;
import health.foramen.referral.referral.ReferralState.AwaitingTriage;
import health.foramen.referral.referral.ReferralState.Booked;
import health.foramen.referral.referral.ReferralState.Closed;
import health.foramen.referral.referral.ReferralState.Declined;
import health.foramen.referral.referral.ReferralState.Emergency;
import health.foramen.referral.referral.ReferralState.InformationRequested;
import health.foramen.referral.referral.ReferralState.Performed;
import health.foramen.referral.referral.ReferralState.Withdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A physician's request to treat one patient, and everything that became of it.
 *
 * <p>It is received, and if it shows a red flag it is an emergency at once and never enters the queue. Otherwise it waits for triage. A
 * clinician may ask the practice, which answers on the same referral, decline it with a reason, or accept it with a plan. Accepting asks the
 * payer ledger for a permit; the ledger grants it or says why not and from when. With a permit the front desk books; when the appointment is
 * cancelled or missed the referral needs booking again and keeps its permit. Once performed it waits for the patient's relief, and only on
 * that outcome, or when none is reported in time, does it close and go back to the physician. The practice may withdraw it at any time
 * before it is performed.
 *
 * @param revision  grows by one with each change; the ETag of the API and the sequence of the events
 * @param requestHash of the request that created it: the same key with other content is refused
 * @param exchanges questions and answers, at most {@value #MOST_EXCHANGES}
 * @param folder    how it came, and the files that came with it
 * @param heard     the last revision heard of each appointment, at most {@value #MOST_APPOINTMENTS}; older news is ignored
 */
public record Referral(UUID id, long revision, UUID patientId, String practiceId, Who referrer, Instant receivedAt, String requestHash,
                       Intake intake, List<Finding> findings, ReferralState state, List<Exchange> exchanges, Map<String, Long> heard,
                       List<Change> history, Folder folder) {

    /** Begins the line of the history that says so. */
    public static final String OVERRODE = "overrode ";
    private static final String ATTACHED = "attached ";
    private static final String REMOVED = "removed ";
    private static final String CLEARANCE = "%s clearance %s";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    static final int MOST_EXCHANGES = 20;
    static final int MOST_APPOINTMENTS = 20;

    public Referral {
        findings = List.copyOf(findings);
        exchanges = List.copyOf(exchanges);
        heard = Collections.unmodifiableMap(new LinkedHashMap<>(heard));
        history = List.copyOf(history);
        // Stored before there were folders: it came online and without a file.
        folder = folder == null ? Folder.ONLINE : folder;
    }

    public static Changed received(UUID id, UUID patientId, String practiceId, Who referrer, String requestHash, Intake intake,
            List<Finding> findings, Instant at) {
        return received(id, patientId, practiceId, referrer, requestHash, intake, findings, Folder.ONLINE, at);
    }

    /** @param referrer on whose request it is; who typed it stands in the folder's origin */
    public static Changed received(UUID id, UUID patientId, String practiceId, Who referrer, String requestHash, Intake intake,
            List<Finding> findings, Folder folder, Instant at) {
        var signs = findings.stream().filter(finding -> finding.severity() == Severity.EMERGENCY).map(Finding::rule).toList();
        var state = signs.isEmpty() ? new AwaitingTriage(at) : new Emergency(signs);
        var referral = new Referral(id, 1, patientId, practiceId, referrer, at, requestHash, intake, findings, state, List.of(), Map.of(),
                List.of(Change.of(at, folder.origin().enteredBy().orElse(referrer),
                        folder.origin().words() + (signs.isEmpty() ? "" : "; red flag recognised, not queued"))), folder);
        return new Changed(referral, List.of(signs.isEmpty() ? new ReferralReceived(referral, at) : new EmergencyRecognised(referral, at)));
    }

    public ReferralOutcome accept(Acceptance acceptance, UUID permitId, Instant at) {
        return switch (state) {
            case AwaitingTriage _, InformationRequested _ -> overriding(acceptance, at).became(
                    new Accepted(acceptance, new PermitState.Wanted(permitId), Optional.empty()), accepted(acceptance, at), ReferralAccepted::new);
            case Accepted a when a.acceptance().plan().equals(acceptance.plan()) -> new Unchanged(this);
            case Accepted _, Booked _, Performed _ -> new Refused(new Refusal.AlreadyAccepted());
            case Emergency _ -> new Refused(new Refusal.EmergencyIsNotQueued());
            case Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    public ReferralOutcome decline(Who by, String reason, Instant at) {
        return decline(by, reason, Optional.empty(), at);
    }

    public ReferralOutcome decline(Who by, String reason, Optional<DeclineReason> code, Instant at) {
        return switch (state) {
            case AwaitingTriage _, InformationRequested _ -> became(new Declined(by, reason, at, code),
                    Change.of(at, by, code.map(known -> "declined: " + known.words()).orElse("declined"), reason), ReferralDeclined::new);
            case Declined d when d.reason().equals(reason) && d.category().equals(code) -> new Unchanged(this);
            case Emergency _ -> new Refused(new Refusal.EmergencyIsNotQueued());
            case Accepted _, Booked _, Performed _, Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    public ReferralOutcome ask(Who by, String question, Instant at) {
        return switch (state) {
            case AwaitingTriage _ when exchanges.size() < MOST_EXCHANGES -> asking(by, question, at);
            case InformationRequested r when r.question().equals(question) -> new Unchanged(this);
            case Emergency _ -> new Refused(new Refusal.EmergencyIsNotQueued());
            case AwaitingTriage _, InformationRequested _, Accepted _, Booked _, Performed _, Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    public ReferralOutcome answer(Who by, String answer, Instant at) {
        return switch (state) {
            case InformationRequested _ -> answered(by, answer, at);
            case AwaitingTriage _ when !exchanges.isEmpty() && exchanges.getLast().answer().filter(answer::equals).isPresent() -> new Unchanged(this);
            case Emergency _, AwaitingTriage _, Accepted _, Booked _, Performed _, Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    /** The practice takes it back. A permit that was granted has to be returned to the ledger. */
    public ReferralOutcome withdraw(Who by, String reason, Instant at) {
        return switch (state) {
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _ -> became(
                    new Withdrawn(by, reason, at, permitId()), Change.of(at, by, "withdrawn", reason), ReferralWithdrawn::new);
            case Withdrawn _ -> new Unchanged(this);
            case Performed _, Declined _, Closed _ -> notNow();
        };
    }

    /** One more file. It may come until the procedure is done: a report often follows the referral. */
    public ReferralOutcome attach(Attachment attachment) {
        if (folder.attachments().stream().anyMatch(known -> known.sha256().equals(attachment.sha256()))) {
            return new Unchanged(this);
        }
        return switch (state) {
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _ -> folder.isFull() ? new Refused(new Refusal.TooManyAttachments())
                    : filed(folder.with(attachment), Change.of(attachment.at(), attachment.by(), ATTACHED + attachment.name()));
            case Performed _, Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    /** A file may be taken back until a clinician has decided on the strength of it. */
    public ReferralOutcome detach(UUID attachmentId, Who by, Instant at) {
        var attachment = folder.attachment(attachmentId);
        if (attachment.isEmpty()) {
            return new Refused(new Refusal.NoSuchAttachment());
        }
        return switch (state) {
            case AwaitingTriage _, InformationRequested _ -> filed(folder.without(attachmentId), Change.of(at, by, REMOVED + attachment.get().name()));
            case Emergency _, Accepted _, Booked _, Performed _, Declined _, Withdrawn _, Closed _ -> notNow();
        };
    }

    /**
     * The patient was erased: the files go, with what they were called, and so do the numbers by which others could tell who it was. What was found and
     * done stays; the clinic has to answer for it.
     */
    public ReferralOutcome shred(Instant at) {
        var bare = intake.withoutNumbers();
        var told = history.stream().map(Referral::withoutFileName).toList();
        return folder.attachments().isEmpty() && bare.equals(intake) && told.equals(history) ? new Unchanged(this)
                : new Changed(new Referral(id, revision + 1, patientId, practiceId, referrer, receivedAt, requestHash, bare, findings, state, exchanges, heard,
                        Change.append(told, Change.of(at, Who.SUITE, "files and numbers were removed with the patient's name")), folder.emptied()), List.of());
    }

    /** The patient was erased: what people wrote stays, and no longer says who it was about. */
    public ReferralOutcome nameless(UnaryOperator<String> withoutNames, Instant at) {
        var told = history.stream().map(change -> new Change(change.at(), change.by(), change.what(), change.why().map(withoutNames))).toList();
        var rewritten = new Referral(id, revision, patientId, practiceId, referrer, receivedAt, requestHash, intake.rewritten(withoutNames), findings,
                state.rewritten(withoutNames), exchanges.stream().map(exchange -> exchange.rewritten(withoutNames)).toList(), heard, told, folder);
        return rewritten.equals(this) ? new Unchanged(this)
                : rewritten.became(rewritten.state, Change.of(at, Who.SUITE, "the patient's name was taken out of what people wrote"));
    }

    private static Change withoutFileName(Change change) {
        return Stream.of(ATTACHED, REMOVED).filter(change.what()::startsWith).findFirst()
                .map(word -> new Change(change.at(), change.by(), word + "a file", change.why())).orElse(change);
    }

    /** The clinic ends it without treatment, or ends an emergency that others have taken over. */
    public ReferralOutcome close(Who by, String reason, Instant at) {
        return switch (state) {
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _ -> became(
                    new Closed(new Outcome.NotTreated(reason), at, permitId()), Change.of(at, by, "closed without treatment", reason),
                    ReferralClosed::new);
            case Performed p -> became(new Closed(treated(p), at, Optional.empty()), Change.of(at, by, "closed", reason), ReferralClosed::new);
            case Closed _ -> new Unchanged(this);
            case Booked _, Declined _, Withdrawn _ -> notNow();
        };
    }

    /** The ledger has granted the permit, or the permit now says which clearances there are. */
    public ReferralOutcome permitGranted(List<Clearance> told, Instant at) {
        return switch (state) {
            case Accepted a -> {
                var granted = new PermitState.Granted(a.permit().id(), told);
                yield a.permit().equals(granted) ? new Unchanged(this)
                        : became(new Accepted(a.acceptance(), granted, a.bookAgainBecause()), Change.of(at, Who.SUITE,
                        a.permit() instanceof PermitState.Granted ? "permit told of clearances" : "permit granted"));
            }
            case Booked b -> b.permit().told().equals(told) ? new Unchanged(this)
                    : became(new Booked(b.acceptance(), new PermitState.Granted(b.permit().id(), told), b.appointment()),
                    Change.of(at, Who.SUITE, "permit told of clearances"));
            case Emergency _, AwaitingTriage _, InformationRequested _, Performed _, Closed _, Declined _, Withdrawn _ -> new Unchanged(this);
        };
    }

    public ReferralOutcome permitWithheld(String because, Optional<LocalDate> nextEligible, Instant at) {
        return switch (state) {
            case Accepted a when a.permit() instanceof PermitState.Granted -> new Unchanged(this);
            case Accepted a -> {
                var withheld = new PermitState.Withheld(a.permit().id(), because, nextEligible);
                yield a.permit().equals(withheld) ? new Unchanged(this)
                        : became(new Accepted(a.acceptance(), withheld, a.bookAgainBecause()), Change.of(at, Who.SUITE, "permit withheld", because));
            }
            case Emergency _, AwaitingTriage _, InformationRequested _, Booked _, Performed _, Closed _, Declined _, Withdrawn _ ->
                    new Unchanged(this);
        };
    }

    public ReferralOutcome permitReturned(Instant at) {
        return switch (state) {
            case Withdrawn w when w.permitToReturn().isPresent() ->
                    became(new Withdrawn(w.by(), w.reason(), w.at(), Optional.empty()), Change.of(at, Who.SUITE, "permit given back"));
            case Closed c when c.permitToReturn().isPresent() ->
                    became(new Closed(c.outcome(), c.at(), Optional.empty()), Change.of(at, Who.SUITE, "permit given back"));
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _, Performed _, Closed _, Declined _, Withdrawn _ ->
                    new Unchanged(this);
        };
    }

    /** One clearance is settled, refused, or taken back. */
    public ReferralOutcome clear(Clearance.Kind kind, Clearance.State decided, Who by, String note, Instant at) {
        return clear(kind, ClearanceTask.Word.of(decided, note), by, at);
    }

    public ReferralOutcome clear(Clearance.Kind kind, ClearanceTask.Word word, Who by, Instant at) {
        return changing(kind, task -> task.hears(word, by, at), task -> Change.of(at, by, told(task, word), word.note()));
    }

    /** A payer's word has run out. */
    public ReferralOutcome expireClearances(LocalDate today, Instant at) {
        return acceptance().flatMap(acceptance -> acceptance.clearances().stream().filter(task -> task.expired(today, at) != task).findFirst())
                .map(ended -> changing(ended.kind(), task -> task.expired(today, at),
                        task -> Change.of(at, Who.SUITE, CLEARANCE.formatted(task.kind().words(), "expired"), task.note().orElse(""))))
                .orElse(new Unchanged(this));
    }

    /** Whose it is from now on, and until when. */
    public ReferralOutcome assign(Clearance.Kind kind, Optional<Who> owner, LocalDate due, Who by, Instant at) {
        return acceptance().flatMap(acceptance -> acceptance.clearance(kind)).filter(task -> task.owner().equals(owner) && task.due().equals(Optional.of(due)))
                .<ReferralOutcome>map(_ -> new Unchanged(this))
                .orElseGet(() -> changing(kind, task -> task.ownedBy(owner).due(due), _ -> Change.of(at, by, CLEARANCE.formatted(kind.words(),
                        owner.map(somebody -> "is with " + somebody.name()).orElse("is with nobody") + ", due " + due))));
    }

    /** Something has to be cleared that was not known before, or not any more. */
    public ReferralOutcome require(Clearance.Kind kind, String detail, LocalDate due, Who by, Instant at) {
        if (acceptance().flatMap(acceptance -> acceptance.clearance(kind)).filter(task -> !task.isCleared()).isPresent()) {
            return new Unchanged(this);
        }
        var task = ClearanceTask.open(kind, detail).due(due).ownedBy(Optional.of(by));
        return holding(task, Change.of(at, by, CLEARANCE.formatted(kind.words(), "required"), detail));
    }

    private ReferralOutcome changing(Clearance.Kind kind, UnaryOperator<ClearanceTask> step, Function<ClearanceTask, Change> saying) {
        var before = acceptance().flatMap(acceptance -> acceptance.clearance(kind));
        if (before.isEmpty()) {
            return new Refused(new Refusal.NoSuchClearance());
        }
        var after = step.apply(before.get());
        return after.saysTheSameAs(before.get()) && after.owner().equals(before.get().owner()) && after.due().equals(before.get().due())
                ? new Unchanged(this) : holding(after, saying.apply(after));
    }

    private ReferralOutcome holding(ClearanceTask task, Change change) {
        return switch (state) {
            case Accepted a -> became(new Accepted(a.acceptance().with(task), a.permit(), a.bookAgainBecause()), change);
            case Booked b -> became(new Booked(b.acceptance().with(task), b.permit(), b.appointment()), change);
            case Emergency _, AwaitingTriage _, InformationRequested _, Performed _, Closed _, Declined _, Withdrawn _ -> notNow();
        };
    }

    private static String told(ClearanceTask task, ClearanceTask.Word word) {
        var signed = task.signatures().stream().map(signature -> signature.as().words()).toList();
        return CLEARANCE.formatted(task.kind().words(), word.requested() ? "requested" : task.isOpen() && !signed.isEmpty()
                ? "signed by the " + signed.getLast() : task.state().words());
    }

    /** What was overridden and what was cleared, for those who look back: it outlives the acceptance itself. */
    public List<Change> overrides() {
        return history.stream().filter(change -> change.what().startsWith(OVERRODE)).toList();
    }

    public List<Change> clearanceHistory() {
        return history.stream().filter(change -> change.what().contains(" clearance ") && Arrays.stream(Clearance.Kind.values())
                .anyMatch(kind -> change.what().startsWith(CLEARANCE.formatted(kind.words(), "")))).toList();
    }

    private Referral overriding(Acceptance acceptance, Instant at) {
        var longer = history;
        for (var override : acceptance.overrides()) {
            longer = Change.append(longer, Change.of(at, acceptance.by(), OVERRODE + override.rule(), override.reason()));
        }
        return new Referral(id, revision, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, state, exchanges, heard, longer, folder);
    }

    private Change accepted(Acceptance acceptance, Instant at) {
        var what = "accepted for " + acceptance.plan().procedure().words() + intake.requestedProcedure()
                .filter(asked -> asked != acceptance.plan().procedure()).map(asked -> " instead of " + asked.words()).orElse("");
        return new Change(at, acceptance.by(), what, acceptance.redirected());
    }

    /** What scheduling says about an appointment. News that is older than what was heard changes nothing. */
    public ReferralOutcome heardOf(AppointmentNews news, Instant at) {
        if (heard.getOrDefault(news.id(), 0L) >= news.appointment().revision()) {
            return new Unchanged(this);
        }
        var listened = new Referral(id, revision, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, state, exchanges,
                hearing(news), history, folder);
        var ours = currentAppointment().map(Appointment::id).filter(news.id()::equals).isPresent();
        return switch (state) {
            case Accepted a -> switch (news.fate()) {
                case STANDS -> listened.became(new Booked(a.acceptance(), granted(a), news.appointment()), booked(news, at), ReferralBooked::new);
                case COMPLETED -> listened.performed(a.acceptance(), a.permit().id(), news, at);
                case CANCELLED, NO_SHOW -> listened.became(state, unbooked(news, at));
            };
            case Booked b -> switch (news.fate()) {
                case STANDS -> moved(b.appointment(), news)
                        ? listened.became(new Booked(b.acceptance(), b.permit(), news.appointment()), booked(news, at), ReferralBooked::new)
                        : listened.became(new Booked(b.acceptance(), b.permit(), news.appointment()),
                        Change.of(at, Who.SUITE, "appointment " + spoken(news.appointment().status())));
                case COMPLETED -> listened.performed(b.acceptance(), b.permit().id(), news, at);
                case CANCELLED, NO_SHOW -> ours
                        ? listened.became(new Accepted(b.acceptance(), b.permit(), Optional.of(unbooked(news, at).what())), unbooked(news, at))
                        : listened.became(state, unbooked(news, at));
            };
            case Performed p when ours && news.fate() == AppointmentNews.Fate.COMPLETED -> listened.became(
                    new Performed(p.acceptance(), p.permitId(), news.appointment(), p.on(), news.followUp(), p.relief()),
                    Change.of(at, Who.SUITE, "discharge corrected"));
            case Emergency _, AwaitingTriage _, InformationRequested _, Performed _, Closed _, Declined _, Withdrawn _ ->
                    listened.became(state, Change.of(at, Who.SUITE, "heard of an appointment, nothing changed"));
        };
    }

    /** One entry of the relief diary. At the agreed day it is the outcome; what comes later still completes it. */
    public ReferralOutcome felt(String appointmentId, Relief entry, int agreedDay, Instant at) {
        return switch (state) {
            case Performed p when p.appointment().id().equals(appointmentId) && !p.relief().contains(entry) -> {
                var waiting = new Performed(p.acceptance(), p.permitId(), p.appointment(), p.on(), p.followUp(), with(p.relief(), entry));
                var change = Change.of(at, Who.SUITE, "relief of " + entry.percent() + " % reported on day " + entry.day());
                yield entry.day() >= agreedDay
                        ? became(new Closed(treated(waiting), at, Optional.empty()), change, ReferralClosed::new) : became(waiting, change);
            }
            case Closed(Outcome.Treated treated, var closedAt, var permit) when !treated.relief().contains(entry) -> became(
                    new Closed(new Outcome.Treated(treated.procedure(), treated.siteId(), treated.on(), with(treated.relief(), entry),
                            treated.followUp(), treated.done()), closedAt, permit),
                    Change.of(at, Who.SUITE, "relief of " + entry.percent() + " % reported on day " + entry.day()));
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _, Performed _, Closed _, Declined _, Withdrawn _ ->
                    new Unchanged(this);
        };
    }

    /**
     * Closes without a report once nobody can be expected to report any more: the agreed day has passed, and so has the follow-up date or
     * the last day that the clinic waits.
     */
    public ReferralOutcome closeUnreported(LocalDate today, int agreedDay, int givenUpDays, Instant at) {
        return switch (state) {
            case Performed p -> {
                var agreed = p.on().plusDays(agreedDay);
                var last = p.on().plusDays(givenUpDays);
                var until = p.followUp().date().filter(date -> date.isBefore(last)).orElse(last);
                yield today.isAfter(agreed) && today.isAfter(until)
                        ? became(new Closed(treated(p), at, Optional.empty()), Change.of(at, Who.SUITE,
                        p.relief().isEmpty() ? "closed, relief not reported" : "closed"), ReferralClosed::new)
                        : new Unchanged(this);
            }
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _, Closed _, Declined _, Withdrawn _ ->
                    new Unchanged(this);
        };
    }

    /** The pain of the diary against the pain before; nothing when there was none to relieve. */
    public Optional<Relief> relief(int day, int pain) {
        return intake.symptom().pain().filter(before -> before > 0)
                .map(before -> new Relief(day, Math.round(100f * (before - pain) / before)));
    }

    public Optional<Acceptance> acceptance() {
        return switch (state) {
            case Accepted a -> Optional.of(a.acceptance());
            case Booked b -> Optional.of(b.acceptance());
            case Performed p -> Optional.of(p.acceptance());
            case Emergency _, AwaitingTriage _, InformationRequested _, Closed _, Declined _, Withdrawn _ -> Optional.empty();
        };
    }

    /** The permit that stands for it now. */
    public Optional<UUID> permitId() {
        return switch (state) {
            case Accepted a -> Optional.of(a.permit().id());
            case Booked b -> Optional.of(b.permit().id());
            case Performed p -> Optional.of(p.permitId());
            case Emergency _, AwaitingTriage _, InformationRequested _, Closed _, Declined _, Withdrawn _ -> Optional.empty();
        };
    }

    public Optional<Appointment> currentAppointment() {
        return switch (state) {
            case Booked b -> Optional.of(b.appointment());
            case Performed p -> Optional.of(p.appointment());
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Closed _, Declined _, Withdrawn _ -> Optional.empty();
        };
    }

    /** Where it still needs somebody. */
    public Set<Desk> desks() {
        var desks = EnumSet.noneOf(Desk.class);
        if (isOpen()) {
            desks.add(Desk.OPEN);
        }
        switch (state) {
            case AwaitingTriage _, InformationRequested _ -> desks.add(Desk.TRIAGE);
            case Accepted a when !(a.permit() instanceof PermitState.Granted g) || !g.told().equals(a.acceptance().cleared()) -> desks.add(Desk.PERMIT);
            case Booked b when !b.permit().told().equals(b.acceptance().cleared()) -> desks.add(Desk.PERMIT);
            case Performed _ -> desks.add(Desk.OUTCOME);
            case Withdrawn w when w.permitToReturn().isPresent() -> desks.add(Desk.PERMIT);
            case Closed c when c.permitToReturn().isPresent() -> desks.add(Desk.PERMIT);
            case Emergency _, Accepted _, Booked _, Withdrawn _, Closed _, Declined _ -> { }
        }
        // What is refused waits for a decision, and what may run out for its day.
        var waits = !(state instanceof Performed)
                && acceptance().filter(a -> a.clearances().stream().anyMatch(task -> !task.isCleared() || task.expires().isPresent())).isPresent();
        if (waits) {
            desks.add(Desk.CLEARANCE);
        }
        return desks;
    }

    /** The same with the place in each line. */
    public Set<DeskEntry> deskEntries() {
        return desks().stream().map(desk -> new DeskEntry(desk, switch (desk) {
            case TRIAGE -> triagePlace();
            case OPEN -> new OpenPlace(WaitsFor.of(this).orElseThrow(), receivedAt).text();
            case PERMIT, CLEARANCE, OUTCOME -> "";
        })).collect(Collectors.toUnmodifiableSet());
    }

    /** A clinician reads the most urgent and then the oldest first, and last what waits for a practice's answer. */
    private String triagePlace() {
        var since = state instanceof InformationRequested asked ? asked.since() : state instanceof AwaitingTriage waiting ? waiting.since() : receivedAt;
        return (isAsked() ? "1" : "0") + intake.urgency().ordinal() + "-" + Sortable.moment(since) + "-";
    }

    public boolean isAsked() {
        return state instanceof InformationRequested;
    }

    /** Whether anything is still to come of it. */
    public boolean isOpen() {
        return switch (state) {
            case Emergency _, AwaitingTriage _, InformationRequested _, Accepted _, Booked _, Performed _ -> true;
            case Closed _, Declined _, Withdrawn _ -> false;
        };
    }

    public Change lastNews() {
        return history.getLast();
    }

    private ReferralOutcome asking(Who by, String question, Instant at) {
        var asked = new ArrayList<>(exchanges);
        asked.add(new Exchange(by, at, question, Optional.empty(), Optional.empty(), Optional.empty()));
        return new Referral(id, revision, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, state, asked, heard, history, folder)
                .became(new InformationRequested(by, question, at), Change.of(at, by, "asked for information"), InformationWasRequested::new);
    }

    private ReferralOutcome answered(Who by, String answer, Instant at) {
        var told = new ArrayList<>(exchanges);
        var open = told.removeLast();
        told.add(new Exchange(open.askedBy(), open.askedAt(), open.question(), Optional.of(by), Optional.of(at), Optional.of(answer)));
        return new Referral(id, revision, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, state, told, heard, history, folder)
                .became(new AwaitingTriage(at), Change.of(at, by, "answered the clinic"), ReferralReceived::new);
    }

    private ReferralOutcome performed(Acceptance acceptance, UUID permitId, AppointmentNews news, Instant at) {
        var on = news.performedOn().orElse(news.appointment().localStart().toLocalDate());
        var done = new Performed(acceptance, permitId, news.appointment(), on, news.followUp(), List.of());
        var change = Change.of(at, Who.SUITE, "performed on " + on);
        return acceptance.plan().procedure().isInjection() ? became(done, change)
                : became(new Closed(new Outcome.Consulted(news.appointment().siteId(), on, news.followUp()), at, Optional.empty()), change,
                ReferralClosed::new);
    }

    private static Outcome.Treated treated(Performed p) {
        return new Outcome.Treated(p.acceptance().plan().procedure(), p.appointment().siteId(), p.on(), p.relief(), p.followUp(),
                Optional.of(new Outcome.Done(p.acceptance().plan(), p.appointment().clinicianId())));
    }

    /** Whoever could book had a permit, even if the word of it is still on its way back to here. */
    private static PermitState.Granted granted(Accepted a) {
        return a.permit() instanceof PermitState.Granted g ? g : new PermitState.Granted(a.permit().id(), a.acceptance().cleared());
    }

    private static Change booked(AppointmentNews news, Instant at) {
        return Change.of(at, Who.SUITE, "booked for " + DAY.format(news.appointment().localStart()));
    }

    private static Change unbooked(AppointmentNews news, Instant at) {
        var what = news.fate() == AppointmentNews.Fate.NO_SHOW ? "the patient did not come" : "the appointment was cancelled";
        return new Change(at, Who.SUITE, what, news.reason());
    }

    private static boolean moved(Appointment before, AppointmentNews news) {
        return !before.id().equals(news.id()) || !before.localStart().equals(news.appointment().localStart())
                || !before.siteId().equals(news.appointment().siteId());
    }

    private static String spoken(String code) {
        return code.replace('-', ' ');
    }

    private static List<Relief> with(List<Relief> known, Relief entry) {
        var all = new ArrayList<>(known.stream().filter(other -> other.day() != entry.day()).toList());
        all.add(entry);
        all.sort(Comparator.comparingInt(Relief::day));
        return all;
    }

    private Map<String, Long> hearing(AppointmentNews news) {
        var now = new LinkedHashMap<>(heard);
        now.remove(news.id());
        now.put(news.id(), news.appointment().revision());
        while (now.size() > MOST_APPOINTMENTS) {
            now.remove(now.keySet().iterator().next());
        }
        return now;
    }

    private Changed filed(Folder now, Change change) {
        return new Changed(new Referral(id, revision + 1, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, state, exchanges, heard,
                Change.append(history, change), now), List.of());
    }

    private Refused notNow() {
        return new Refused(new Refusal.NotOpenForThat(state.words()));
    }

    private Changed became(ReferralState next, Change change) {
        return new Changed(moved(next, change), List.of());
    }

    private Changed became(ReferralState next, Change change, BiFunction<Referral, Instant, ReferralEvent> event) {
        var referral = moved(next, change);
        return new Changed(referral, List.of(event.apply(referral, change.at())));
    }

    private Referral moved(ReferralState next, Change change) {
        return new Referral(id, revision + 1, patientId, practiceId, referrer, receivedAt, requestHash, intake, findings, next, exchanges, heard,
                Change.append(history, change), folder);
    }
}
