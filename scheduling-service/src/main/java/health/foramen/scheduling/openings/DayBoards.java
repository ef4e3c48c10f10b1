package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.Occupancy;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clinic days to come, in memory: one immutable sheet per day and version. Twice a second the versions of all days are
 * read and those that grew are read whole; what this instance booked itself it adds at once. So a search never waits for
 * the store, and is at most a second behind it.
 */
public final class DayBoards implements DayWatch {

    /** A time on the grid of an open block at which a visit could begin, if it fits. */
    public record Start(Instant at, LocalTime time, Block block) {
    }

    /**
     * A day with what is taken on it and the times that could be offered, worked out once.
     *
     * @param starts by instant
     */
    public record Sheet(ClinicDay day, Occupancy taken, List<Start> starts) {

        static Sheet of(ClinicDay day) {
            LocalDay local = day.localDay();
            return new Sheet(day, Occupancy.of(day.appointments()), day.blocks().stream().filter(Block::open)
                    .flatMap(block -> Fitting.starts(block).stream().flatMap(time -> local.at(time).map(at -> new Start(at, time, block)).stream()))
                    .sorted(Comparator.comparing(Start::at)).toList());
        }

        Sheet with(Appointment placed) {
            ClinicDay next = day.withPlaced(placed);
            return new Sheet(next, Occupancy.of(next.appointments()), starts);
        }
    }

    private final Sites sites;
    private final ClinicDays days;
    private final Clock clock;
    private final int horizonDays;
    private final Map<DayId, Sheet> sheets = new ConcurrentHashMap<>();
    private final AtomicLong pictures = new AtomicLong();
    private volatile boolean ready;

    /** @param horizonDays how far ahead of today openings are looked for */
    public DayBoards(Sites sites, ClinicDays days, Clock clock, int horizonDays) {
        this.sites = sites;
        this.days = days;
        this.clock = clock;
        this.horizonDays = horizonDays;
    }

    /** Whether the days were read at least once. */
    public boolean ready() {
        return ready;
    }

    /** Grows whenever a day looks otherwise than before. */
    public long pictures() {
        return pictures.get();
    }

    public Optional<Sheet> sheet(DayId day) {
        return Optional.ofNullable(sheets.get(day));
    }

    /** Holds that lapsed on any day that is looked at. */
    public List<Appointment> lapsedHolds(Instant now) {
        return sheets.values().stream().flatMap(sheet -> sheet.day().expiredHolds(now).stream()).toList();
    }

    /** The last local date that is looked at. */
    public LocalDate horizon() {
        return today().plusDays(horizonDays);
    }

    /** Reads the sites, then every day that changed. */
    public synchronized void refresh() {
        sites.refresh();
        List<DayId> wanted = wanted();
        Map<DayId, Long> versions = days.versions(wanted);
        var changed = new ArrayList<DayId>();
        versions.forEach((day, version) -> {
            Sheet known = sheets.get(day);
            if (known == null || known.day().version() != version) {
                changed.add(day);
            }
        });
        days.findAll(changed).forEach(this::show);
        // Days that are looked at no more; never one that was published, perhaps at a new site, while the versions were read.
        sheets.keySet().removeIf(day -> day.date().isBefore(first()) || day.date().isAfter(horizon()));
        ready = true;
    }

    /** Reads one day now: somebody met something else there than the sheet says. */
    public Optional<Sheet> refresh(DayId day) {
        Optional<ClinicDay> found = days.find(day);
        found.ifPresent(this::show);
        return sheet(day);
    }

    /** This instance changed the day: whoever asks next sees it. */
    @Override
    public void changed(DayId day) {
        refresh(day);
    }

    /**
     * This instance placed an appointment. If that was the only write since the sheet was read, the sheet is now exact and
     * the next look at the versions agrees; if not, that look finds another number and reads the day.
     */
    @Override
    public void placed(DayId day, Appointment appointment) {
        pictures.incrementAndGet();
        sheets.computeIfPresent(day, (_, sheet) -> sheet.day().appointment(appointment.id()).isPresent()
                ? sheet : sheet.with(appointment));
    }

    private void show(ClinicDay day) {
        // Read at two moments by two threads, the later reading stays.
        sheets.merge(day.id(), Sheet.of(day), (known, read) -> known.day().version() > read.day().version() ? known : read);
        pictures.incrementAndGet();
    }

    private List<DayId> wanted() {
        LocalDate first = first();
        LocalDate last = horizon();
        var wanted = new ArrayList<DayId>();
        for (Sites.Known known : sites.all()) {
            Site site = known.site();
            for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
                wanted.add(new DayId(site.id(), date));
            }
        }
        return wanted;
    }

    /** Somewhere on earth it is the day before, and a day is worked through to its end. */
    private LocalDate first() {
        return today().minusDays(2);
    }

    private LocalDate today() {
        return Instant.now(clock).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
