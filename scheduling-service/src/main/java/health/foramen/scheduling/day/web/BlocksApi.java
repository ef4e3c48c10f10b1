package health.foramen.scheduling.day.web;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.PublishingBlocks.Closing;
import health.foramen.scheduling.day.PublishingBlocks.Left;
import health.foramen.scheduling.day.PublishingBlocks.Outcome;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/blocks")
class BlocksApi {

    /** Blocks are published and read by the quarter. */
    private static final int MOST_DAYS = 120;

    record Weekly(@NotNull @Size(min = 1, max = 7) List<@NotNull Weekday> days, @NotNull LocalTime from, @NotNull LocalTime to) {
    }

    record Publish(@NotBlank String site, @NotBlank String clinician, @NotBlank String room, @Size(max = 120) String device,
            @Size(max = 10) List<@NotBlank String> nurses, @NotNull @Valid Weekly weekly, @NotNull LocalDate firstDate, @NotNull LocalDate lastDate) {
    }

    record Close(@NotBlank String site, @NotNull LocalDate date, @NotBlank String block,
            @NotBlank @Pattern(regexp = "[a-z][a-z-]{1,39}", message = "is a code like clinician-ill") String because) {
    }

    record Published(int published, int unchanged, List<Left> left) {
    }

    record Read(String site, LocalDate date, String block, int revision, String clinician, String room, Optional<String> device, List<String> nurses,
            String from, String to, boolean open, Optional<String> closedBecause, List<Away> away, long appointments) {
    }

    /** Hours of a block in which its clinician is not there. */
    record Away(String from, String to) {
    }

    record All(List<Read> blocks) {
    }

    record Closed(Read block, List<String> standing) {
    }

    private final PublishingBlocks publishing;
    private final ClinicDays days;
    private final Sites sites;
    private final Clock clock;

    BlocksApi(PublishingBlocks publishing, ClinicDays days, Sites sites, Clock clock) {
        this.publishing = publishing;
        this.days = days;
        this.sites = sites;
        this.clock = clock;
    }

    @PostMapping("/publish")
    ResponseEntity<?> publish(@Valid @RequestBody Publish wish) {
        Weekly weekly = wish.weekly();
        if (!weekly.from().isBefore(weekly.to()) || !onTheMinute(weekly.from()) || !onTheMinute(weekly.to())) {
            return refused(List.of(new Fault("/weekly/to", "A block ends after it begins, on a full minute.")));
        }
        return switch (publishing.publish(new PublishingBlocks.Publish(wish.site(), wish.clinician(), wish.room(),
                Optional.ofNullable(wish.device()).filter(d -> !d.isBlank()), wish.nurses() == null ? List.of() : wish.nurses(),
                EnumSet.copyOf(weekly.days()), new Hours(weekly.from(), weekly.to()), wish.firstDate(), wish.lastDate()))) {
            case Outcome.Published(int published, int unchanged, List<Left> left) -> ResponseEntity.ok(new Published(published, unchanged, left));
            case Outcome.Refused(List<Fault> faults) -> refused(faults);
            case Outcome.Conflicts(List<Left> conflicts) -> Problem.of(HttpStatus.CONFLICT, "block-conflicts",
                    "The clinician, the room or the device is taken on some of these days. Nothing was published.").with("days", conflicts).response();
        };
    }

    @GetMapping
    ResponseEntity<?> blocks(@RequestParam String site, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to) {
        return sites.find(site).map(Sites.Known::site).<ResponseEntity<?>>map(at -> {
            LocalDate first = from == null ? clock.instant().atZone(at.zone()).toLocalDate() : from;
            LocalDate last = to == null ? first.plusDays(28) : to;
            if (last.isBefore(first) || first.plusDays(MOST_DAYS).isBefore(last)) {
                return Problem.of(HttpStatus.BAD_REQUEST, "invalid-fields", "Ask for at most " + MOST_DAYS + " days, the last after the first.")
                        .error("/to", "is before from, or too far").response();
            }
            return ResponseEntity.ok(new All(days.findAll(first.datesUntil(last.plusDays(1)).map(date -> new DayId(site, date)).toList()).stream()
                    .sorted(Comparator.comparing(ClinicDay::id))
                    .flatMap(day -> day.blocks().stream().sorted(Comparator.comparing(b -> b.hours().from())).map(block -> read(day, block))).toList()));
        }).orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-site", "There is no such site.").error("/site", "is unknown").response());
    }

    @PostMapping("/close")
    ResponseEntity<?> close(@Valid @RequestBody Close wish) {
        DayId day = new DayId(wish.site(), wish.date());
        return switch (publishing.close(day, wish.block(), wish.because())) {
            case Closing.Closed(Block block, List<Appointment> standing) -> ResponseEntity.ok(new Closed(read(days.find(day).orElseThrow(), block),
                    standing.stream().map(Appointment::id).toList()));
            case Closing.Unknown() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-block", "There is no such block on that day.").error("/block", "is unknown").response();
            case Closing.Overtaken() -> Problem.of(HttpStatus.CONFLICT, "overtaken", "Somebody else changed this block in the same moment.").response();
        };
    }

    private static Read read(ClinicDay day, Block block) {
        return new Read(day.id().site(), day.id().date(), block.id(), block.revision(), block.clinician(), block.room(), block.device(), block.nurses(),
                block.hours().from().toString(), block.hours().to().toString(), block.open(), block.closedBecause(),
                block.away().stream().map(h -> new Away(h.from().toString(), h.to().toString())).toList(),
                day.appointments().stream().filter(a -> a.live() && a.place().block().equals(block.id())).count());
    }

    private static boolean onTheMinute(LocalTime time) {
        return time.getSecond() == 0 && time.getNano() == 0;
    }

    private static ResponseEntity<?> refused(List<Fault> faults) {
        Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-block", "These blocks cannot be published as they were asked for.");
        for (Fault fault : faults) {
            problem = problem.error(fault.pointer(), fault.detail());
        }
        return problem.response();
    }
}
