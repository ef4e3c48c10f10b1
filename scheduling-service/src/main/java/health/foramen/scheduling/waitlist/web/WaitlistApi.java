package health.foramen.scheduling.waitlist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.web.Refusals;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.waitlist.Answering;
import health.foramen.scheduling.waitlist.KeepingWaitlist;
import health.foramen.scheduling.waitlist.KeepingWaitlist.Line;
import health.foramen.scheduling.waitlist.KeepingWaitlist.Putting;
import health.foramen.scheduling.waitlist.Offer;
import health.foramen.scheduling.waitlist.OfferingSooner;
import health.foramen.scheduling.waitlist.Waiting;
import health.foramen.scheduling.waitlist.Wish;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/waitlist")
class WaitlistApi {

    /** What is left out may be anything; a day's notice, an hour sooner. */
    record WishWords(@Size(max = Wish.MOST_SITES) Set<@NotBlank @Size(max = 60) String> sites, Set<@NotNull Setting> settings, Set<@NotNull Weekday> weekdays,
            LocalTime earliest, LocalTime latest, @Min(0) @Max(Wish.LONGEST_NOTICE) Integer noticeHours, @Min(1) @Max(Wish.MOST_SOONER_BY) Integer soonerByHours,
            LocalDate until) {

        Wish wish() {
            return new Wish(set(sites), set(settings), set(weekdays), Optional.ofNullable(earliest), Optional.ofNullable(latest),
                    noticeHours == null ? Wish.ANY.noticeHours() : noticeHours, soonerByHours == null ? Wish.ANY.soonerByHours() : soonerByHours,
                    Optional.ofNullable(until));
        }

        private static <T> Set<T> set(Set<T> maybe) {
            return maybe == null ? Set.of() : maybe;
        }
    }

    record WishRead(Set<String> sites, Set<Setting> settings, Set<Weekday> weekdays, Optional<String> earliest, Optional<String> latest, int noticeHours,
            int soonerByHours, Optional<LocalDate> until) {

        static WishRead of(Wish w) {
            return new WishRead(w.sites(), w.settings(), w.weekdays(), w.earliest().map(Object::toString), w.latest().map(Object::toString), w.noticeHours(),
                    w.soonerByHours(), w.until());
        }
    }

    record OfferRead(String offerId, long sequence, Offer.Status status, String permitId, String patientId, Optional<String> appointmentId, String holdId,
            String openingId, String siteId, String zone, String localStart, Instant start, Instant answerBy, Instant madeAt, Instant at, String by) {

        static OfferRead of(Offer o) {
            return new OfferRead(o.id(), o.sequence(), o.status(), o.permit(), o.patient(), o.appointment(), o.hold(), o.opening(), o.site(), o.zone().getId(),
                    o.localStart().toString(), o.start(), o.answerBy(), o.madeAt(), o.at(), o.by());
        }
    }

    record AskedRead(String offerId, String siteId, LocalDate date, Offer.Status how, Instant at) {
    }

    record WaitingRead(String permitId, String referralId, String patientId, String urgency, Instant since, WishRead wish, Optional<OfferRead> offer,
            Optional<String> appointmentId, Optional<String> appointmentLocalStart, List<AskedRead> asked) {

        static WaitingRead of(Line line) {
            Waiting w = line.waiting();
            return new WaitingRead(w.permit(), w.referral(), w.patient(), w.urgency(), w.since(), WishRead.of(w.wish()), line.offer().map(OfferRead::of),
                    line.has().map(a -> a.id()), line.has().map(a -> a.times().localStart().toString()),
                    w.asked().stream().map(a -> new AskedRead(a.offer(), a.day().site(), a.day().date(), a.how(), a.at())).toList());
        }
    }

    record All(List<WaitingRead> waiting) {
    }

    private final KeepingWaitlist keeping;
    private final OfferingSooner offering;

    WaitlistApi(KeepingWaitlist keeping, OfferingSooner offering) {
        this.keeping = keeping;
        this.offering = offering;
    }

    @GetMapping
    All all() {
        return new All(keeping.lines().stream().map(WaitingRead::of).toList());
    }

    @GetMapping("/{permit}")
    ResponseEntity<?> one(@PathVariable String permit) {
        return keeping.find(permit).<ResponseEntity<?>>map(w -> ResponseEntity.ok(WaitingRead.of(keeping.line(w)))).orElseGet(() -> notWaiting().response());
    }

    @PutMapping("/{permit}")
    ResponseEntity<?> put(@PathVariable String permit, @Valid @RequestBody WishWords wish, Person person) {
        Putting put = keeping.put(permit, wish.wish(), actor(person));
        return put instanceof Putting.Put(Waiting waiting, boolean fresh)
                ? ResponseEntity.status(fresh ? HttpStatus.CREATED : HttpStatus.OK).body(WaitingRead.of(keeping.line(waiting))) : problem(put).response();
    }

    @DeleteMapping("/{permit}")
    ResponseEntity<?> takeOff(@PathVariable String permit, Person person) {
        return keeping.takeOff(permit, actor(person)) ? ResponseEntity.noContent().build() : notWaiting().response();
    }

    @GetMapping("/offers/{id}")
    ResponseEntity<?> offer(@PathVariable String id) {
        return keeping.offer(id).<ResponseEntity<?>>map(o -> ResponseEntity.ok(OfferRead.of(o))).orElseGet(() -> unknownOffer().response());
    }

    @PostMapping("/offers/{id}/accept")
    ResponseEntity<?> accept(@PathVariable String id, Person person) {
        return answered(offering.accept(id, actor(person)));
    }

    @PostMapping("/offers/{id}/decline")
    ResponseEntity<?> decline(@PathVariable String id, Person person) {
        return answered(offering.decline(id, actor(person)));
    }

    @PostMapping("/offers/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable String id, Person person) {
        return answered(offering.withdraw(id, actor(person)));
    }

    private static ResponseEntity<?> answered(Answering answering) {
        return answering instanceof Answering.Done(Offer offer, boolean _) ? ResponseEntity.ok(OfferRead.of(offer)) : problem(answering).response();
    }

    static Problem problem(Answering answering) {
        return switch (answering) {
            case Answering.Done(Offer offer, boolean _) -> throw new IllegalStateException("no refusal: " + offer.status());
            case Answering.Over(Offer offer) -> Problem.of(HttpStatus.CONFLICT, "offer-over",
                    "That offer is over: " + offer.status().words().toLowerCase(java.util.Locale.ROOT) + ".").with("status", offer.status().code());
            case Answering.NotKept(Offer offer, var why) -> Problem.of(HttpStatus.CONFLICT, "offer-not-kept",
                    "The opening could not be given: " + Refusals.problem(why).detail()).with("status", offer.status().code());
            case Answering.Unknown _ -> unknownOffer();
            case Answering.Busy _ -> Problem.of(HttpStatus.CONFLICT, "being-moved", "Somebody changes the appointment in this moment.")
                    .retryAfter(Duration.ofSeconds(1));
        };
    }

    static Problem problem(Putting putting) {
        return switch (putting) {
            case Putting.Put _ -> throw new IllegalStateException("no refusal");
            case Putting.UnknownPermit _ -> Problem.of(HttpStatus.NOT_FOUND, "unknown-permit", "No permit of that id has come here.").error("/permitId", "is unknown");
            case Putting.Withdrawn _ -> Problem.of(HttpStatus.CONFLICT, "permit-withdrawn", "This permit was withdrawn; there is nothing to wait for.");
            case Putting.NothingToWaitFor _ -> Problem.of(HttpStatus.CONFLICT, "nothing-to-wait-for", "The patient has come already.");
            case Putting.UnknownSite(String site) -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-site", "No site is called " + site + ".")
                    .error("/sites", "names an unknown site");
            case Putting.Full _ -> Problem.of(HttpStatus.CONFLICT, "waitlist-full", "As many wait as a clinic can ask. Take somebody off first.");
            case Putting.Overtaken _ -> Problem.of(HttpStatus.CONFLICT, "overtaken", "Somebody changed it in the same moment.").retryAfter(Duration.ofSeconds(1));
        };
    }

    private static Problem notWaiting() {
        return Problem.of(HttpStatus.NOT_FOUND, "not-waiting", "That patient is not on the waitlist.");
    }

    private static Problem unknownOffer() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-offer", "There is no such offer.");
    }

    static Actor actor(Person person) {
        return new Actor(person.id(), person.name());
    }
}
