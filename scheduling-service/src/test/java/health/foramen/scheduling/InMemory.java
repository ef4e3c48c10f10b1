package health.foramen.scheduling;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Marks;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ports held in memory, for tests of what is only read. */
public final class InMemory {

    private InMemory() {
    }

    public static final class AllSites implements Sites {

        private final Map<String, Known> known = new TreeMap<>();

        public AllSites(Site... sites) {
            List.of(sites).forEach(this::add);
        }

        @Override
        public Optional<Known> find(String id) {
            return Optional.ofNullable(known.get(id));
        }

        @Override
        public Collection<Known> all() {
            return known.values();
        }

        @Override
        public boolean add(Site site) {
            return known.putIfAbsent(site.id(), new Known(site, 1)) == null;
        }

        @Override
        public boolean replace(Site site, long seen) {
            return known.replace(site.id(), new Known(find(site.id()).orElseThrow().site(), seen), new Known(site, seen + 1));
        }

        @Override
        public void refresh() {
            // It is its own store.
        }
    }

    /** Days that are only read; what would change one is no business of the tests that use this. */
    public static final class AllDays implements ClinicDays {

        private final Map<DayId, ClinicDay> days = new HashMap<>();

        public void put(ClinicDay day) {
            days.put(day.id(), day);
        }

        @Override
        public Optional<ClinicDay> find(DayId day) {
            return Optional.ofNullable(days.get(day));
        }

        @Override
        public List<ClinicDay> findAll(Collection<DayId> wanted) {
            return wanted.stream().map(days::get).filter(Objects::nonNull).toList();
        }

        @Override
        public List<Appointment> findAppointments(Collection<DayId> on, Set<String> wanted) {
            return findAll(on).stream().flatMap(day -> day.appointments().stream()).filter(a -> wanted.contains(a.id())).toList();
        }

        @Override
        public Map<DayId, Long> versions(Collection<DayId> wanted) {
            return findAll(wanted).stream().collect(Collectors.toMap(ClinicDay::id, ClinicDay::version));
        }

        @Override
        public void forEach(Consumer<ClinicDay> reader) {
            days.values().forEach(reader);
        }

        @Override
        public boolean place(Appointment appointment, int blockRevision, String attempt, Optional<Happening> happening, Instant at) {
            throw readOnly();
        }

        @Override
        public boolean change(Appointment seen, Appointment next, Happening happening, Instant at) {
            throw readOnly();
        }

        @Override
        public boolean shift(Appointment seen, Appointment next, int blockRevision, String attempt, Happening happening, Instant at) {
            throw readOnly();
        }

        @Override
        public boolean reclaim(Appointment seen, Appointment next, Happening happening, Instant at) {
            throw readOnly();
        }

        @Override
        public boolean mark(Appointment seen, Marks marks) {
            throw readOnly();
        }

        @Override
        public boolean extend(Appointment hold, Appointment next) {
            throw readOnly();
        }

        @Override
        public boolean takeOver(Appointment hold, Appointment next, Optional<Appointment> seen, int blockRevision, String attempt, Happening happening, Instant at) {
            throw readOnly();
        }

        @Override
        public boolean release(Appointment hold) {
            throw readOnly();
        }

        @Override
        public Optional<Appointment> beginMove(Appointment seen, Appointment.Moving moving) {
            throw readOnly();
        }

        @Override
        public boolean stay(DayId day, String appointment, String attempt) {
            throw readOnly();
        }

        @Override
        public boolean leave(DayId day, String appointment, String attempt) {
            throw readOnly();
        }

        @Override
        public boolean abandon(DayId day, String appointment, String attempt) {
            throw readOnly();
        }

        @Override
        public boolean publish(DayId day, ZoneId zone, Block block) {
            throw readOnly();
        }

        @Override
        public boolean reclaim(Appointment seen, List<Claim> claims) {
            throw readOnly();
        }

        @Override
        public boolean amend(DayId day, Block seen, Block next) {
            throw readOnly();
        }

        @Override
        public boolean curtail(DayId day, Block seen, Block next) {
            throw readOnly();
        }

        @Override
        public boolean close(DayId day, Block seen, String because) {
            throw readOnly();
        }

        private static UnsupportedOperationException readOnly() {
            return new UnsupportedOperationException("these days are only read");
        }
    }
}
