package health.foramen.scheduling.site;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A place with doors: a hospital, a surgery center or an office. An administrator writes it down once, then corrects it;
 * clinicians' blocks are published into its days, and every appointment claims some of its units. Its zone is the truth
 * of every local time said about it and therefore never changes. Units keep slugs that begin with the site's own
 * ({@code lakeside/room-1}); clinicians work at several sites and keep one slug everywhere.
 *
 * @param directions   how to find the door, in English
 * @param directionsIn the same in the patients' other languages, by language code
 * @param closed       days on which the doors stay shut, without a word why
 * @param closures     holidays and closures, with why
 * @param outages      units that are out of service for some days or hours
 */
public record Site(String id, String name, Setting setting, ZoneId zone, Address address, String directions, String phone,
        List<OpenDays> hours, List<LocalDate> closed, List<Room> rooms, List<Device> devices, List<Bay> bays,
        List<Nurse> nurses, List<SiteClinician> clinicians, Map<String, String> directionsIn, List<Closure> closures, List<Outage> outages) {

    /** A slug: what a site, unit or clinician is called on the wire. */
    public static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9.\\-]{0,59}");
    /** More units of one kind than any clinic has; a bound for the document, not a rule. */
    public static final int MOST_UNITS = 100;
    /** Some years of them; bounds for the document. */
    public static final int MOST_CLOSURES = 400;
    public static final int MOST_OUTAGES = 200;
    /** The languages of patients beside English. */
    public static final Set<String> OTHER_LANGUAGES = Set.of("es", "ar");
    /** Nobody is older. */
    private static final int OLDEST = 130;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 1_000;

    public record Address(List<String> lines, String city, String region, String postcode, String country) {
        public Address {
            lines = List.copyOf(lines);
        }
    }

    /** Opening hours of some weekdays. */
    public record OpenDays(List<Weekday> days, LocalTime from, LocalTime to) {
        public OpenDays {
            days = List.copyOf(days);
        }
    }

    /** Shut from the first date to the last, both included; perhaps only from an hour of the first, until an hour of the last. */
    public record Closure(LocalDate from, LocalDate to, String because, Optional<LocalTime> fromTime, Optional<LocalTime> toTime) {
        public Closure {
            fromTime = fromTime == null ? Optional.empty() : fromTime;
            toTime = toTime == null ? Optional.empty() : toTime;
        }

        public Closure(LocalDate from, LocalDate to, String because) {
            this(from, to, because, Optional.empty(), Optional.empty());
        }

        public Stretch stretch() {
            return new Stretch(from, fromTime, to, toTime);
        }
    }

    /** A unit that nobody can use from the first date to the last, both included, perhaps not all day: a broken C-arm, a bay under repair. */
    public record Outage(String unit, LocalDate from, LocalDate to, String because, Optional<LocalTime> fromTime, Optional<LocalTime> toTime) {
        public Outage {
            fromTime = fromTime == null ? Optional.empty() : fromTime;
            toTime = toTime == null ? Optional.empty() : toTime;
        }

        public Outage(String unit, LocalDate from, LocalDate to, String because) {
            this(unit, from, to, because, Optional.empty(), Optional.empty());
        }

        public Stretch stretch() {
            return new Stretch(from, fromTime, to, toTime);
        }
    }

    /**
     * A procedure room: the devices that stand in it (one that stands in several rooms is shared), and the deepest sedation it is equipped for.
     *
     * @param monitored whether heart rate, breathing and blood pressure are watched there; said nothing: where patients are sedated
     */
    public record Room(String id, String name, List<String> holds, Sedation sedation, Boolean monitored) {
        public Room {
            holds = List.copyOf(holds);
            monitored = monitored == null ? Boolean.valueOf(sedation.sedated()) : monitored;
        }

        public Room(String id, String name, List<String> holds, Sedation sedation) {
            this(id, name, holds, sedation, null);
        }
    }

    public record Device(String id, String name, Guidance modality) {
    }

    /** A bay to prepare and to recover in; monitored: heart rate, breathing and blood pressure are watched there. */
    public record Bay(String id, String name, boolean monitored) {
    }

    public record Nurse(String id, String name) {
    }

    /** Patients from the youngest to the oldest age in whole years, both included. */
    public record Ages(int youngest, int oldest) {
        public boolean covers(int age) {
            return age >= youngest && age <= oldest;
        }
    }

    /** A clinician, the procedures that they do at this site, and for patients of which ages; said nothing: of any. */
    public record SiteClinician(String id, String name, List<String> procedures, Optional<Ages> ages) {
        public SiteClinician {
            procedures = List.copyOf(procedures);
        }

        public SiteClinician(String id, String name, List<String> procedures) {
            this(id, name, procedures, Optional.empty());
        }
    }

    public Site {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(setting);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(address);
        hours = List.copyOf(hours);
        closed = List.copyOf(closed);
        String own = id;
        rooms = rooms.stream().map(r -> new Room(unit(own, r.id()), r.name(), r.holds().stream().map(d -> unit(own, d)).toList(), r.sedation(), r.monitored()))
                .toList();
        devices = devices.stream().map(d -> new Device(unit(own, d.id()), d.name(), d.modality())).toList();
        bays = bays.stream().map(b -> new Bay(unit(own, b.id()), b.name(), b.monitored())).toList();
        nurses = nurses.stream().map(n -> new Nurse(unit(own, n.id()), n.name())).toList();
        clinicians = List.copyOf(clinicians);
        // A site that was stored before these were known has none of them.
        directionsIn = directionsIn == null ? Map.of() : new TreeMap<>(directionsIn);
        closures = closures == null ? List.of() : List.copyOf(closures);
        outages = outages == null ? List.of() : outages.stream().map(o -> new Outage(unit(own, o.unit()), o.from(), o.to(), o.because(), o.fromTime(), o.toTime())).toList();
    }

    public Site(String id, String name, Setting setting, ZoneId zone, Address address, String directions, String phone, List<OpenDays> hours,
            List<LocalDate> closed, List<Room> rooms, List<Device> devices, List<Bay> bays, List<Nurse> nurses, List<SiteClinician> clinicians) {
        this(id, name, setting, zone, address, directions, phone, hours, closed, rooms, devices, bays, nurses, clinicians, Map.of(), List.of(), List.of());
    }

    /** The full slug of a unit that may have been named within its site: {@code room-1} is {@code lakeside/room-1}. */
    public static String unit(String site, String named) {
        return named.contains("/") ? named : site + "/" + named;
    }

    private static final String BESIDE = "+1";

    /** The second place beside a clinician, for whoever is booked into time that is taken. There is no third. */
    public static String beside(String clinician) {
        return clinician + BESIDE;
    }

    /** Whether the unit is such a second place. */
    public static boolean isBeside(String unit) {
        return unit.endsWith(BESIDE);
    }

    /** When the doors are open on that local date; nothing on a closed day. */
    public Optional<Hours> open(LocalDate date) {
        if (closure(date).isPresent()) {
            return Optional.empty();
        }
        Weekday weekday = Weekday.of(date.getDayOfWeek());
        return hours.stream().filter(h -> h.days().contains(weekday)).findFirst().map(h -> new Hours(h.from(), h.to()));
    }

    /** Why the doors stay shut on that date although they would be open on its weekday. */
    public Optional<String> closure(LocalDate date) {
        return closures.stream().filter(c -> c.stretch().whole(date)).map(Closure::because).findFirst()
                .or(() -> closed.contains(date) ? Optional.of("closed") : Optional.empty());
    }

    /** Closures that take only some hours of that date: the doors are open around them. */
    public List<Closure> shut(LocalDate date) {
        return closures.stream().filter(c -> c.stretch().covers(date) && !c.stretch().whole(date)).toList();
    }

    /** What is out of service on that date, or for some hours of it. */
    public List<Outage> out(LocalDate date) {
        return outages.isEmpty() ? List.of() : outages.stream().filter(o -> o.stretch().covers(date)).toList();
    }

    /** How to find the door, in that language or in English. */
    public String directions(String language) {
        return directionsIn.getOrDefault(language, directions);
    }

    /** The same site with one more unit out of service. */
    public Site without(Outage outage) {
        var all = new ArrayList<>(outages);
        all.add(outage);
        return new Site(id, name, setting, zone, address, directions, phone, hours, closed, rooms, devices, bays, nurses, clinicians, directionsIn, closures, all);
    }

    /** The same site, shut once more. */
    public Site without(Closure closure) {
        var all = new ArrayList<>(closures);
        all.add(closure);
        return new Site(id, name, setting, zone, address, directions, phone, hours, closed, rooms, devices, bays, nurses, clinicians, directionsIn, all, outages);
    }

    /** The rooms in which a device stands: one, and it is fixed; several, and they share it. */
    public List<Room> roomsWith(String device) {
        return rooms.stream().filter(r -> r.holds().contains(device)).toList();
    }

    public boolean has(String unit) {
        return room(unit).isPresent() || device(unit).isPresent() || hasNurse(unit) || bays.stream().anyMatch(b -> b.id().equals(unit));
    }

    public Optional<Room> room(String unit) {
        return named(rooms, Room::id, unit);
    }

    public Optional<Device> device(String unit) {
        return named(devices, Device::id, unit);
    }

    public Optional<SiteClinician> clinician(String slug) {
        return named(clinicians, SiteClinician::id, slug);
    }

    /** A search asks this thousands of times. */
    private static <T> Optional<T> named(List<T> all, Function<T, String> id, String wanted) {
        for (T one : all) {
            if (id.apply(one).equals(wanted)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    public boolean hasNurse(String unit) {
        return nurses.stream().anyMatch(n -> n.id().equals(unit));
    }

    /** What people call a unit, or its slug when the site no longer has it. */
    public String nameOf(String unit) {
        if (isBeside(unit)) {
            return nameOf(unit.substring(0, unit.length() - BESIDE.length())) + ", overbooked";
        }
        return room(unit).map(Room::name)
                .or(() -> device(unit).map(Device::name))
                .or(() -> clinician(unit).map(SiteClinician::name))
                .or(() -> named(bays, Bay::id, unit).map(Bay::name))
                .or(() -> named(nurses, Nurse::id, unit).map(Nurse::name))
                .orElse(unit);
    }

    /** Everything that makes this no usable site, each beside the field that says so. */
    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        text(faults, "/name", name, LONGEST_NAME, true);
        text(faults, "/directions", directions, LONGEST_TEXT, false);
        text(faults, "/phone", phone, 40, false);
        text(faults, "/address/city", address.city(), LONGEST_NAME, false);
        if (!SLUG.matcher(id).matches()) {
            faults.add(new Fault("/siteId", "A site's id is a slug of lower-case letters, digits, dots and dashes."));
        }
        hours(faults);
        var seen = new HashSet<String>();
        units(faults, "/rooms", rooms.stream().map(Room::id).toList(), rooms.stream().map(Room::name).toList(), seen);
        units(faults, "/devices", devices.stream().map(Device::id).toList(), devices.stream().map(Device::name).toList(), seen);
        units(faults, "/bays", bays.stream().map(Bay::id).toList(), bays.stream().map(Bay::name).toList(), seen);
        units(faults, "/nurses", nurses.stream().map(Nurse::id).toList(), nurses.stream().map(Nurse::name).toList(), seen);
        for (int i = 0; i < rooms.size(); i++) {
            for (String held : rooms.get(i).holds()) {
                if (device(held).isEmpty()) {
                    faults.add(new Fault("/rooms/" + i + "/holds", "Room " + rooms.get(i).name() + " holds " + held + ", which is no device of this site."));
                }
            }
        }
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i).modality() == Guidance.NONE) {
                faults.add(new Fault("/devices/" + i + "/modality", "A device is fluoroscopy, CT or ultrasound."));
            }
        }
        clinicians(faults);
        directionsIn.forEach((language, words) -> {
            text(faults, "/directionsIn/" + language, words, LONGEST_TEXT, false);
            if (!OTHER_LANGUAGES.contains(language)) {
                faults.add(new Fault("/directionsIn/" + language, "Patients read English, es or ar."));
            }
        });
        if (closures.size() > MOST_CLOSURES) {
            faults.add(new Fault("/closures", "At most " + MOST_CLOSURES + "; take those out that are past."));
        }
        for (int i = 0; i < closures.size(); i++) {
            span(faults, "/closures/" + i, closures.get(i).stretch(), closures.get(i).because());
        }
        if (outages.size() > MOST_OUTAGES) {
            faults.add(new Fault("/outages", "At most " + MOST_OUTAGES + "; take those out that are past."));
        }
        for (int i = 0; i < outages.size(); i++) {
            Outage outage = outages.get(i);
            span(faults, "/outages/" + i, outage.stretch(), outage.because());
            if (!has(outage.unit())) {
                faults.add(new Fault("/outages/" + i + "/unit", outage.unit() + " is no unit of this site."));
            }
        }
        return faults;
    }

    private static void span(List<Fault> faults, String at, Stretch stretch, String because) {
        stretch.fault().ifPresent(why -> faults.add(new Fault(at + (stretch.to().isBefore(stretch.from()) ? "/to" : "/toTime"), why)));
        text(faults, at + "/because", because, LONGEST_NAME, true);
    }

    private void hours(List<Fault> faults) {
        Set<Weekday> seen = new HashSet<>();
        for (int i = 0; i < hours.size(); i++) {
            OpenDays open = hours.get(i);
            if (!open.from().isBefore(open.to())) {
                faults.add(new Fault("/hours/" + i + "/to", "The doors close after they open."));
            }
            for (Weekday day : open.days()) {
                if (!seen.add(day)) {
                    faults.add(new Fault("/hours/" + i + "/days", day.code() + " has two opening hours."));
                }
            }
        }
    }

    private void clinicians(List<Fault> faults) {
        if (clinicians.size() > MOST_UNITS) {
            faults.add(new Fault("/clinicians", "At most " + MOST_UNITS + "."));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < clinicians.size(); i++) {
            SiteClinician one = clinicians.get(i);
            String at = "/clinicians/" + i;
            if (!SLUG.matcher(one.id()).matches()) {
                faults.add(new Fault(at + "/id", "A clinician's id is a slug like dr.haddad."));
            }
            if (!seen.add(one.id())) {
                faults.add(new Fault(at + "/id", one.id() + " is listed twice."));
            }
            text(faults, at + "/name", one.name(), LONGEST_NAME, true);
            one.ages().ifPresent(ages -> {
                if (ages.youngest() < 0 || ages.oldest() > OLDEST || ages.oldest() < ages.youngest()) {
                    faults.add(new Fault(at + "/ages", "Ages go from the youngest to the oldest, at most " + OLDEST + " years."));
                }
            });
        }
    }

    private void units(List<Fault> faults, String at, List<String> ids, List<String> names, Set<String> seen) {
        if (ids.size() > MOST_UNITS) {
            faults.add(new Fault(at, "At most " + MOST_UNITS + "."));
        }
        for (int i = 0; i < ids.size(); i++) {
            String unit = ids.get(i);
            String prefix = id + "/";
            if (!unit.startsWith(prefix) || !SLUG.matcher(unit.substring(prefix.length())).matches()) {
                faults.add(new Fault(at + "/" + i + "/id", "A unit's id is a slug of this site, like " + id + "/room-1."));
            }
            if (!seen.add(unit)) {
                faults.add(new Fault(at + "/" + i + "/id", unit + " is listed twice."));
            }
            text(faults, at + "/" + i + "/name", names.get(i), LONGEST_NAME, true);
        }
    }

    private static void text(List<Fault> faults, String at, String text, int longest, boolean needed) {
        if (needed && (text == null || text.isBlank())) {
            faults.add(new Fault(at, "Say it in a few words."));
        }
        if (text != null && text.length() > longest) {
            faults.add(new Fault(at, "At most " + longest + " characters."));
        }
    }
}
