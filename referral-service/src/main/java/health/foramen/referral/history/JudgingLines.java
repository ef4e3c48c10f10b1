package health.foramen.referral.history;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.RecordingHistory.PastSession;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Identity;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads one line of a list: whose session, when, of what, paid by whom. A patient is known by number, by the practice's record number, or by
 * name and birth date; nobody is guessed.
 */
public final class JudgingLines {

    /** The columns that are read. */
    public static final List<String> COLUMNS = List.of("patientId", "practice", "recordNumber", "givenName", "familyName", "birthDate", "date", "procedure",
            "payer", "source");

    private static final LocalDate EARLIEST = LocalDate.of(1980, 1, 1);
    private static final int LONGEST_SOURCE = 120;
    private static final List<DateTimeFormatter> DAYS = List.of(day("uuuu-MM-dd"), day("M/d/uuuu"), day("d.M.uuuu"));

    /** Of a line that was struck. */
    public static final String ERASED = "The patient was erased, and the line with them.";

    /** @param session empty when the line cannot be read, and then the reasons say why */
    record Read(Optional<UUID> patient, Optional<PastSession> session, List<String> mistakes) {
    }

    private final Patients patients;
    private final Ledgers ledgers;
    private final Packs packs;
    private final Function<String[], UUID> stableIds;
    private final Clock clock;

    /** @param stableIds the same id for the same parts, always */
    public JudgingLines(Patients patients, Ledgers ledgers, Packs packs, Function<String[], UUID> stableIds, Clock clock) {
        this.patients = patients;
        this.ledgers = ledgers;
        this.packs = packs;
        this.stableIds = stableIds;
        this.clock = clock;
    }

    Judged judge(HistoryList list, Line line) {
        if (line.isStruck()) {
            return new Judged(line, Verdict.REJECTED, Optional.of(ERASED));
        }
        var read = read(list, line);
        if (read.session().isEmpty()) {
            return new Judged(line, Verdict.REJECTED, Optional.of(String.join(" ", read.mistakes())));
        }
        var session = read.session().get();
        var ledger = ledgers.of(read.patient().orElseThrow(), session.procedure().region());
        var mine = ledger.session(session.id()).filter(known -> known.source().equals(session.source())).isPresent();
        return mine ? new Judged(line, Verdict.RECORDED, Optional.empty())
                : ledger.holds(session.date(), session.procedure()) ? new Judged(line, Verdict.KNOWN, Optional.of("This session is on record already."))
                : new Judged(line, Verdict.NEW, Optional.empty());
    }

    Read read(HistoryList list, Line line) {
        var mistakes = new ArrayList<String>();
        var patient = patient(line, mistakes);
        var date = date(line, "date", mistakes);
        if (line.cell("date").isEmpty()) {
            mistakes.add("The date of the session is missing.");
        }
        date.filter(day -> day.isAfter(LocalDate.now(clock))).ifPresent(_ -> mistakes.add("A session that was performed cannot lie after today."));
        date.filter(day -> day.isBefore(EARLIEST)).ifPresent(_ -> mistakes.add("A session before 1980 counts nowhere; please check the year."));
        patient.filter(known -> date.filter(day -> day.isBefore(known.identity().birthDate())).isPresent())
                .ifPresent(_ -> mistakes.add("The session lies before the patient's birth."));
        var procedure = procedure(line, mistakes);
        var payer = payer(line, mistakes);
        var source = line.cell("source").map(text -> text.substring(0, Math.min(text.length(), LONGEST_SOURCE)) + ", ").orElse("");
        if (!mistakes.isEmpty()) {
            return new Read(Optional.empty(), Optional.empty(), List.copyOf(mistakes));
        }
        var who = patient.orElseThrow();
        var what = procedure.orElseThrow();
        var id = stableIds.apply(new String[] {"history", who.id().toString(), date.orElseThrow().toString(), what.code()});
        return new Read(Optional.of(who.id()), Optional.of(new PastSession(id.toString(), date.get(), what, payer,
                "%s%s line %d (list %s, brought in by %s)".formatted(source, list.name(), line.number(), list.id().toString().substring(0, 8), list.by().name()))), List.of());
    }

    /** Whether a line names a person, however it does. */
    boolean names(Line line, Patient person) {
        var record = line.cell("practice").map(person.recordNumbers()::get).filter(number -> line.cell("recordNumber").filter(number::equals).isPresent());
        return line.cell("patientId").filter(id -> id.equalsIgnoreCase(person.id().toString())).isPresent() || record.isPresent()
                || person.identity().isMeantBy(line.cell("givenName").orElse(""), line.cell("familyName").orElse(""), date(line, "birthDate", new ArrayList<>()));
    }

    private Optional<Patient> patient(Line line, List<String> mistakes) {
        var id = line.cell("patientId");
        var record = line.cell("recordNumber");
        var practice = line.cell("practice");
        var given = line.cell("givenName");
        var family = line.cell("familyName");
        var born = date(line, "birthDate", mistakes);
        Optional<UUID> found;
        if (id.isPresent()) {
            found = uuid(id.get());
        } else if (record.isPresent() && practice.isPresent()) {
            found = patients.whose("record:" + practice.get() + ":" + record.get());
        } else if (given.isPresent() && family.isPresent() && born.isPresent()) {
            found = patients.whose(new Identity(given.get(), family.get(), born.get(), Optional.empty()).matchKey());
        } else {
            mistakes.add("Whose session? Needed are a patient id, or practice and record number, or given name, family name and birth date.");
            return Optional.empty();
        }
        var patient = found.flatMap(patients::find).filter(known -> !known.erased());
        if (patient.isEmpty()) {
            mistakes.add("No patient on record fits; a record begins with the first referral.");
        } else if (born.filter(day -> !day.equals(patient.get().identity().birthDate())).isPresent()) {
            mistakes.add("The birth date is not the one on record.");
            return Optional.empty();
        }
        return patient;
    }

    private Optional<Procedure> procedure(Line line, List<String> mistakes) {
        var written = line.cell("procedure");
        if (written.isEmpty()) {
            mistakes.add("The procedure is missing.");
            return Optional.empty();
        }
        var word = written.get().toLowerCase(Locale.ROOT).replace(' ', '-');
        var catalogue = packs.on(LocalDate.now(clock)).catalogue();
        var named = Coded.of(Procedure.class, word).or(() -> Arrays.stream(Procedure.values())
                .filter(procedure -> catalogue.entry(procedure).cpt().filter(word::equals).isPresent()
                        || catalogue.entry(procedure).cptWithUltrasound().filter(word::equals).isPresent()).findFirst());
        if (named.isEmpty()) {
            mistakes.add("The procedure is not known; a code such as transforaminal-lumbar-sacral or a CPT code of the catalogue is expected.");
        } else if (!named.get().isInjection()) {
            mistakes.add("A consultation is no injection session.");
        }
        return named;
    }

    private Optional<String> payer(Line line, List<String> mistakes) {
        var written = line.cell("payer");
        var rules = packs.on(LocalDate.now(clock));
        var known = written.flatMap(text -> rules.payersByTitle().stream()
                .filter(payer -> payer.code().equalsIgnoreCase(text) || payer.title().equalsIgnoreCase(text)).findFirst()).map(payer -> payer.code());
        if (written.isPresent() && known.isEmpty()) {
            mistakes.add("The payer is not known; left empty, every payer counts the session.");
        }
        return known;
    }

    private static Optional<LocalDate> date(Line line, String column, List<String> mistakes) {
        var written = line.cell(column);
        var read = written.flatMap(text -> DAYS.stream().map(form -> parsed(text, form)).flatMap(Optional::stream).findFirst());
        if (written.isPresent() && read.isEmpty()) {
            mistakes.add((column.equals("date") ? "The date" : "The birth date") + " cannot be read; write it as 2026-12-03.");
        }
        return read;
    }

    private static Optional<LocalDate> parsed(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDate.parse(text, form));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter day(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
