package health.foramen.scheduling.site.web;

import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Stretch;
import health.foramen.scheduling.site.Weekday;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A site as its form writes it: rows with an empty name or a mark to go are left out. Kept as it was when it is refused. */
record SiteForm(String id, String zone, Long version, String name, Setting setting, String line1, String line2, String city, String region, String postcode, String country,
        String phone, String directions, String directionsEs, String directionsAr, List<DayHours> hours, List<RoomRow> rooms, List<DeviceRow> devices, List<BayRow> bays,
        List<NurseRow> nurses, List<ClinicianRow> clinicians, List<SpanRow> closures, List<SpanRow> outages, List<String> confirmed) {

    private static final int EMPTY_ROWS = 2;

    record DayHours(Weekday day, LocalTime from, LocalTime to) {
    }

    record RoomRow(String id, String name, List<String> holds, Sedation sedation, Boolean monitored, Boolean gone) {
    }

    record DeviceRow(String id, String name, Guidance modality, Boolean gone) {
    }

    record BayRow(String id, String name, Boolean monitored, Boolean gone) {
    }

    record NurseRow(String id, String name, Boolean gone) {
    }

    /** @param procedures codes, separated by spaces or commas */
    record ClinicianRow(String id, String name, String procedures, Integer youngest, Integer oldest, Boolean gone) {
    }

    /** Some days or hours, of the whole site or of a unit. */
    record SpanRow(String unit, LocalDate from, LocalTime fromTime, LocalDate to, LocalTime toTime, String because, Boolean gone) {

        static SpanRow of(String unit, Stretch when, String because) {
            return new SpanRow(unit, when.from(), when.fromTime().orElse(null), when.to(), when.toTime().orElse(null), because, false);
        }

        Stretch when() {
            return new Stretch(from, Optional.ofNullable(fromTime), to == null ? from : to, Optional.ofNullable(toTime));
        }
    }

    static SiteForm empty() {
        return new SiteForm("", "America/Chicago", null, "", Setting.OFFICE, "", "", "", "", "", "US", "", "", "", "",
                Arrays.stream(Weekday.values()).map(d -> d.ordinal() < 5 ? new DayHours(d, LocalTime.of(8, 0), LocalTime.of(17, 0)) : new DayHours(d, null, null)).toList(),
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()).withEmptyRows();
    }

    static SiteForm of(Site s, long version) {
        return new SiteForm(s.id(), s.zone().getId(), version, s.name(), s.setting(), s.address().lines().isEmpty() ? "" : s.address().lines().getFirst(),
                s.address().lines().size() < 2 ? "" : String.join(", ", s.address().lines().subList(1, s.address().lines().size())), s.address().city(), s.address().region(),
                s.address().postcode(), s.address().country(), s.phone(), s.directions(), s.directionsIn().getOrDefault("es", ""), s.directionsIn().getOrDefault("ar", ""),
                Arrays.stream(Weekday.values()).map(d -> s.hours().stream().filter(h -> h.days().contains(d)).findFirst().map(h -> new DayHours(d, h.from(), h.to()))
                        .orElse(new DayHours(d, null, null))).toList(),
                s.rooms().stream().map(r -> new RoomRow(r.id(), r.name(), r.holds(), r.sedation(), r.monitored(), false)).toList(),
                s.devices().stream().map(d -> new DeviceRow(d.id(), d.name(), d.modality(), false)).toList(),
                s.bays().stream().map(b -> new BayRow(b.id(), b.name(), b.monitored(), false)).toList(),
                s.nurses().stream().map(n -> new NurseRow(n.id(), n.name(), false)).toList(),
                s.clinicians().stream().map(c -> new ClinicianRow(c.id(), c.name(), String.join(" ", c.procedures()), c.ages().map(Site.Ages::youngest).orElse(null),
                        c.ages().map(Site.Ages::oldest).orElse(null), false)).toList(),
                Stream.concat(s.closures().stream().map(c -> SpanRow.of("", c.stretch(), c.because())),
                        s.closed().stream().map(d -> SpanRow.of("", Stretch.days(d, d), "closed"))).toList(),
                s.outages().stream().map(o -> SpanRow.of(o.unit(), o.stretch(), o.because())).toList(), List.of()).withEmptyRows();
    }

    SiteForm withEmptyRows() {
        return new SiteForm(id, zone, version, name, setting, line1, line2, city, region, postcode, country, phone, directions, directionsEs, directionsAr, list(hours),
                grown(rooms, new RoomRow("", "", List.of(), Sedation.NONE, false, false)), grown(devices, new DeviceRow("", "", Guidance.FLUOROSCOPY, false)),
                grown(bays, new BayRow("", "", false, false)), grown(nurses, new NurseRow("", "", false)), grown(clinicians, new ClinicianRow("", "", "", null, null, false)),
                grown(closures, new SpanRow("", null, null, null, null, "", false)), grown(outages, new SpanRow("", null, null, null, null, "", false)), list(confirmed));
    }

    private static <T> List<T> grown(List<T> rows, T empty) {
        var all = new ArrayList<>(list(rows));
        while (all.size() < list(rows).size() + EMPTY_ROWS && (all.size() < EMPTY_ROWS || !all.subList(all.size() - EMPTY_ROWS, all.size()).stream().allMatch(empty::equals))) {
            all.add(empty);
        }
        return all;
    }

    Optional<ZoneId> zoneId() {
        try {
            return zone == null || zone.isBlank() ? Optional.empty() : Optional.of(ZoneId.of(zone.strip()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** What the form does not say completely, in sentences. */
    List<String> gaps() {
        var gaps = new ArrayList<String>();
        if (zoneId().isEmpty()) {
            gaps.add("Name the zone as America/Chicago is named.");
        }
        if (setting == null || blank(line1) || blank(city) || blank(country)) {
            gaps.add("Say the setting, and the address down to the country.");
        }
        if (list(hours).stream().anyMatch(h -> (h.from() == null) != (h.to() == null))) {
            gaps.add("A day has both hours, or none: then it is closed.");
        }
        if (list(hours).stream().noneMatch(h -> h.from() != null && h.to() != null)) {
            gaps.add("A site is open on some day of the week.");
        }
        if (Stream.concat(kept(closures).stream(), kept(outages).stream()).anyMatch(s -> s.from() == null || blank(s.because()))) {
            gaps.add("Say of each closure and outage from when, and why.");
        }
        if (kept(clinicians, ClinicianRow::gone, ClinicianRow::name).stream().anyMatch(c -> (c.youngest() == null) != (c.oldest() == null))) {
            gaps.add("Say both the youngest and the oldest age, or neither.");
        }
        return gaps;
    }

    Site site(String id) {
        Map<String, String> languages = new TreeMap<>();
        Optional.ofNullable(directionsEs).filter(d -> !d.isBlank()).ifPresent(d -> languages.put("es", d.strip()));
        Optional.ofNullable(directionsAr).filter(d -> !d.isBlank()).ifPresent(d -> languages.put("ar", d.strip()));
        return new Site(id, text(name), setting, zoneId().orElseThrow(), new Site.Address(Stream.of(line1, line2).filter(l -> !blank(l)).map(String::strip).toList(),
                text(city), text(region), text(postcode), text(country)), text(directions), text(phone),
                list(hours).stream().filter(h -> h.from() != null && h.to() != null).map(h -> new Site.OpenDays(List.of(h.day()), h.from(), h.to())).toList(), List.of(),
                kept(rooms, RoomRow::gone, RoomRow::name).stream().map(r -> new Site.Room(slug(r.id(), r.name()), r.name().strip(), list(r.holds()).stream()
                        .filter(h -> kept(devices, DeviceRow::gone, DeviceRow::name).stream().anyMatch(d -> Site.unit(id, slug(d.id(), d.name())).equals(h))).toList(),
                        r.sedation() == null ? Sedation.NONE : r.sedation(), Boolean.TRUE.equals(r.monitored()))).toList(),
                kept(devices, DeviceRow::gone, DeviceRow::name).stream().map(d -> new Site.Device(slug(d.id(), d.name()), d.name().strip(), d.modality())).toList(),
                kept(bays, BayRow::gone, BayRow::name).stream().map(b -> new Site.Bay(slug(b.id(), b.name()), b.name().strip(), Boolean.TRUE.equals(b.monitored()))).toList(),
                kept(nurses, NurseRow::gone, NurseRow::name).stream().map(n -> new Site.Nurse(slug(n.id(), n.name()), n.name().strip())).toList(),
                kept(clinicians, ClinicianRow::gone, ClinicianRow::name).stream().map(c -> new Site.SiteClinician(slug(c.id(), c.name()), c.name().strip(),
                        Arrays.stream(text(c.procedures()).split("[\\s,]+")).filter(p -> !p.isBlank()).toList(),
                        Optional.ofNullable(c.youngest()).map(y -> new Site.Ages(y, c.oldest())))).toList(),
                languages, kept(closures).stream().map(c -> new Site.Closure(c.when().from(), c.when().to(), c.because().strip(), c.when().fromTime(), c.when().toTime())).toList(),
                kept(outages).stream().map(o -> new Site.Outage(text(o.unit()), o.when().from(), o.when().to(), o.because().strip(),
                        o.when().fromTime(), o.when().toTime())).toList());
    }

    private static List<SpanRow> kept(List<SpanRow> rows) {
        return list(rows).stream().filter(r -> !Boolean.TRUE.equals(r.gone()) && (r.from() != null || !blank(r.because()))).toList();
    }

    private static <T> List<T> kept(List<T> rows, java.util.function.Function<T, Boolean> gone, java.util.function.Function<T, String> name) {
        return list(rows).stream().filter(r -> !Boolean.TRUE.equals(gone.apply(r)) && !blank(name.apply(r))).toList();
    }

    /** A new row is called after its name: {@code C-arm B} is {@code c-arm-b}. */
    private static String slug(String id, String name) {
        return blank(id) ? name.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "") : id.strip();
    }

    private static String text(String maybe) {
        return maybe == null ? "" : maybe.strip();
    }

    private static boolean blank(String maybe) {
        return maybe == null || maybe.isBlank();
    }

    private static <T> List<T> list(List<T> maybe) {
        return maybe == null ? List.of() : maybe;
    }
}
