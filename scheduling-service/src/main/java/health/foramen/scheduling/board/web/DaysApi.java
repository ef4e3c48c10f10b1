package health.foramen.scheduling.board.web;

import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.scheduling.booking.web.AppointmentWords;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DaysApi {

    record Day(String site, LocalDate date, String zone, long version, List<BlockWords> blocks, List<AppointmentWords> appointments) {
    }

    record BlockWords(String block, String clinician, String room, Optional<String> device, String from, String to, boolean open) {
        static BlockWords of(Block b) {
            return new BlockWords(b.id(), b.clinician(), b.room(), b.device(), b.hours().from().toString(), b.hours().to().toString(), b.open());
        }
    }

    private final ClinicDays days;
    private final Sites sites;
    private final Cards cards;

    DaysApi(ClinicDays days, Sites sites, Cards cards) {
        this.days = days;
        this.sites = sites;
        this.cards = cards;
    }

    @GetMapping("/api/days/{site}/{date}")
    ResponseEntity<?> day(@PathVariable String site, @PathVariable LocalDate date, Person person) {
        Optional<Site> at = sites.find(site).map(Sites.Known::site);
        if (at.isEmpty()) {
            return Problem.of(HttpStatus.NOT_FOUND, "unknown-site", "There is no such site.").response();
        }
        ClinicDay day = days.find(new DayId(site, date)).orElseGet(() -> new ClinicDay(new DayId(site, date), at.get().zone(), 0, List.of(), List.of()));
        Map<String, Card> names = person.is(Role.SERVICE) ? Map.of() : cards.named(day.appointments().stream().map(Appointment::patient).distinct().toList());
        return ResponseEntity.ok(new Day(site, date, day.zone().getId(), day.version(), day.blocks().stream().map(BlockWords::of).toList(),
                day.appointments().stream().sorted(Comparator.comparing(a -> a.times().start()))
                        .map(a -> AppointmentWords.of(a, at, Optional.ofNullable(names.get(a.patient())))).toList()));
    }
}
