package health.foramen.scheduling.site.web;

import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A site on the wire. What is left out of a list is an empty list; a room that does not say so is equipped for no sedation. */
record SiteWords(
        @NotBlank @Size(max = 120) String name,
        @NotNull Setting setting,
        @NotNull ZoneId zone,
        @NotNull @Valid Address address,
        @Size(max = 1_000) String directions,
        @Size(max = 40) String phone,
        @NotNull @Size(min = 1, max = 7) List<@Valid @NotNull Open> hours,
        @Size(max = 400) List<@NotNull LocalDate> closed,
        @Size(max = Site.MOST_UNITS) List<@Valid @NotNull Room> rooms,
        @Size(max = Site.MOST_UNITS) List<@Valid @NotNull Device> devices,
        @Size(max = Site.MOST_UNITS) List<@Valid @NotNull Bay> bays,
        @Size(max = Site.MOST_UNITS) List<@Valid @NotNull Nurse> nurses,
        @Size(max = Site.MOST_UNITS) List<@Valid @NotNull Clinician> clinicians,
        Map<@Pattern(regexp = "[a-z]{2}", message = "is a language code like es") String, @NotNull @Size(max = 1_000) String> directionsIn,
        @Size(max = Site.MOST_CLOSURES) List<@Valid @NotNull Closure> closures,
        @Size(max = Site.MOST_OUTAGES) List<@Valid @NotNull Outage> outages,
        @Size(max = 2_000) List<@NotBlank @Size(max = 100) String> confirmed) {

    record Address(@NotNull @Size(min = 1, max = 5) List<@NotBlank @Size(max = 120) String> lines, @NotBlank @Size(max = 120) String city,
            @Size(max = 60) String region, @Size(max = 20) String postcode, @NotBlank @Size(max = 60) String country) {
    }

    record Open(@NotNull @Size(min = 1, max = 7) List<@NotNull Weekday> days, @NotNull LocalTime from, @NotNull LocalTime to) {
    }

    record Room(@NotBlank @Size(max = 120) String id, @NotBlank @Size(max = 120) String name, @Size(max = 20) List<@NotBlank String> holds, Sedation sedation,
            Boolean monitored) {
    }

    record Device(@NotBlank @Size(max = 120) String id, @NotBlank @Size(max = 120) String name, @NotNull Guidance modality) {
    }

    record Bay(@NotBlank @Size(max = 120) String id, @NotBlank @Size(max = 120) String name, @NotNull Boolean monitored) {
    }

    record Nurse(@NotBlank @Size(max = 120) String id, @NotBlank @Size(max = 120) String name) {
    }

    record Clinician(@NotBlank @Size(max = 60) String id, @NotBlank @Size(max = 120) String name,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 60) String> procedures, @Valid Ages ages) {
    }

    record Ages(@NotNull Integer youngest, @NotNull Integer oldest) {
    }

    record Closure(@NotNull LocalDate from, LocalDate to, @NotBlank @Size(max = 120) String because, LocalTime fromTime, LocalTime toTime) {
    }

    record Outage(@NotBlank @Size(max = 120) String unit, @NotNull LocalDate from, LocalDate to, @NotBlank @Size(max = 120) String because,
            LocalTime fromTime, LocalTime toTime) {
    }

    record ReadClosure(LocalDate from, LocalDate to, String because, Optional<String> fromTime, Optional<String> toTime) {
    }

    record ReadOutage(String unit, LocalDate from, LocalDate to, String because, Optional<String> fromTime, Optional<String> toTime) {
    }

    /** The site with its id and version, as it is read. */
    record Read(String siteId, long version, String name, Setting setting, ZoneId zone, Site.Address address, String directions, String phone,
            List<ReadOpen> hours, List<LocalDate> closed, List<Site.Room> rooms, List<Site.Device> devices, List<Site.Bay> bays,
            List<Site.Nurse> nurses, List<Site.SiteClinician> clinicians, Map<String, String> directionsIn, List<ReadClosure> closures,
            List<ReadOutage> outages) {

        static Read of(Sites.Known known) {
            Site s = known.site();
            return new Read(s.id(), known.version(), s.name(), s.setting(), s.zone(), s.address(), s.directions(), s.phone(),
                    s.hours().stream().map(o -> new ReadOpen(o.days(), o.from().toString(), o.to().toString())).toList(), s.closed(), s.rooms(),
                    s.devices(), s.bays(), s.nurses(), s.clinicians(), s.directionsIn(),
                    s.closures().stream().map(c -> new ReadClosure(c.from(), c.to(), c.because(), c.fromTime().map(LocalTime::toString), c.toTime().map(LocalTime::toString))).toList(),
                    s.outages().stream().map(o -> new ReadOutage(o.unit(), o.from(), o.to(), o.because(), o.fromTime().map(LocalTime::toString), o.toTime().map(LocalTime::toString)))
                            .toList());
        }
    }

    record ReadOpen(List<Weekday> days, String from, String to) {
    }

    Site site(String id) {
        return new Site(id, name, setting, zone, new Site.Address(address.lines(), address.city(), text(address.region()), text(address.postcode()), address.country()),
                text(directions), text(phone), hours.stream().map(o -> new Site.OpenDays(o.days(), o.from(), o.to())).toList(), list(closed),
                list(rooms).stream().map(r -> new Site.Room(r.id(), r.name(), list(r.holds()), r.sedation() == null ? Sedation.NONE : r.sedation(), r.monitored())).toList(),
                list(devices).stream().map(d -> new Site.Device(d.id(), d.name(), d.modality())).toList(),
                list(bays).stream().map(b -> new Site.Bay(b.id(), b.name(), b.monitored())).toList(),
                list(nurses).stream().map(n -> new Site.Nurse(n.id(), n.name())).toList(),
                list(clinicians).stream().map(c -> new Site.SiteClinician(c.id(), c.name(), c.procedures(),
                        Optional.ofNullable(c.ages()).map(a -> new Site.Ages(a.youngest(), a.oldest())))).toList(),
                directionsIn == null ? Map.of() : directionsIn,
                list(closures).stream().map(c -> new Site.Closure(c.from(), c.to() == null ? c.from() : c.to(), c.because(), Optional.ofNullable(c.fromTime()),
                        Optional.ofNullable(c.toTime()))).toList(),
                list(outages).stream().map(o -> new Site.Outage(o.unit(), o.from(), o.to() == null ? o.from() : o.to(), o.because(), Optional.ofNullable(o.fromTime()),
                        Optional.ofNullable(o.toTime()))).toList());
    }

    Set<String> confirmations() {
        return Set.copyOf(list(confirmed));
    }

    private static String text(String maybe) {
        return maybe == null ? "" : maybe;
    }

    private static <T> List<T> list(List<T> maybe) {
        return maybe == null ? List.of() : maybe;
    }
}
