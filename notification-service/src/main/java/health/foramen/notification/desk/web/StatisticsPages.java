package health.foramen.notification.desk.web;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.Tallies;
import health.foramen.notification.journey.Tallies.Tally;
import health.foramen.notification.journey.VisitNotes;
import health.foramen.notification.journey.VisitNotes.VisitNote;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What reached people, by week, channel, language and step; and how they get home. Each chart is drawn from the table beneath it. */
@Controller
class StatisticsPages {

    private static final List<Integer> SPANS = List.of(4, 8, 13, 26);
    private static final int USUAL_SPAN = 8;
    private static final Duration AHEAD = Duration.ofDays(28);
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /**
     * One line of a table.
     *
     * @param arrived share of the texts that their phones are known to have; a dash where none was sent
     */
    record Row(String name, long sent, long delivered, long failed, long held, String arrived) {
        static Row of(String name, List<Tally> tallies) {
            // No mail server says what arrived: the share is of texts alone.
            List<Tally> texts = tallies.stream().filter(tally -> tally.channel().equals(Channel.TEXT.word())).toList();
            long handedOver = sum(texts, "sent");
            return new Row(name, sum(tallies, "sent"), sum(tallies, "delivered"), sum(tallies, "failed"), sum(tallies, "suppressed"),
                    handedOver == 0 ? "–" : Math.min(100, Math.round(100.0 * sum(texts, "delivered") / handedOver)) + " %");
        }

        private static long sum(List<Tally> tallies, String state) {
            return tallies.stream().filter(tally -> tally.state().equals(state)).mapToLong(Tally::count).sum();
        }
    }

    /** Visits of one week or site that need somebody to drive. */
    record Rides(String name, long needed, long asked, long arranged, long missing, String share) {
        static Rides of(String name, List<VisitNote> visits) {
            long arranged = with(visits, Ride.Status.ARRANGED);
            return new Rides(name, visits.size(), visits.stream().filter(visit -> visit.rideAsked() || visit.ride().equals(Ride.Status.ASKED.word())).count(), arranged,
                    with(visits, Ride.Status.MISSING), visits.isEmpty() ? "–" : Math.round(100.0 * arranged / visits.size()) + " %");
        }

        private static long with(List<VisitNote> visits, Ride.Status status) {
            return visits.stream().filter(visit -> visit.ride().equals(status.word())).count();
        }
    }

    record Table<R>(String title, String first, List<R> rows) {
    }

    private final Tallies tallies;
    private final VisitNotes visits;
    private final Cards cards;
    private final Clock clock;

    StatisticsPages(Tallies tallies, VisitNotes visits, Cards cards, Clock clock) {
        this.tallies = tallies;
        this.visits = visits;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/messages/statistics")
    String delivery(@RequestParam(defaultValue = "" + USUAL_SPAN) String weeks, Model model) {
        int span = span(weeks);
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate first = monday(today).minusWeeks(span - 1L);
        List<Tally> counted = tallies.since(first).stream().filter(tally -> !tally.day().isAfter(today)).toList();
        Map<LocalDate, List<Tally>> byWeek = counted.stream().collect(Collectors.groupingBy(tally -> monday(tally.day()), TreeMap::new, Collectors.toList()));
        model.addAttribute("tables", List.of(
                new Table<>("By week", "Week of", Stream.iterate(first, week -> !week.isAfter(today), week -> week.plusWeeks(1))
                        .map(week -> Row.of(WEEK.format(week), byWeek.getOrDefault(week, List.of()))).toList()),
                new Table<>("By channel", "Channel", rows(counted, tally -> tally.channel().equals("email") ? "E-mail" : "Text")),
                new Table<>("By language", "Language", rows(counted, tally -> Language.of(tally.language()).map(Language::ownName).orElse("Unknown"))),
                new Table<>("By message", "Message", rows(counted, tally -> Told.step(tally.step())))));
        model.addAttribute("all", Row.of("All", counted));
        model.addAttribute("spans", SPANS);
        model.addAttribute("span", span);
        return "statistics";
    }

    private static List<Row> rows(List<Tally> counted, Function<Tally, String> name) {
        return counted.stream().collect(Collectors.groupingBy(name)).entrySet().stream().map(entry -> Row.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Row::sent).reversed().thenComparing(Row::name)).toList();
    }

    @GetMapping("/messages/rides")
    String rides(@RequestParam(defaultValue = "" + USUAL_SPAN) String weeks, Model model) {
        int span = span(weeks);
        Instant now = clock.instant();
        LocalDate first = monday(now.atZone(ZoneOffset.UTC).toLocalDate()).minusWeeks(span - 1L);
        List<VisitNote> needed = visits.between(first.atStartOfDay(ZoneOffset.UTC).toInstant(), now.plus(AHEAD)).stream()
                .filter(visit -> !visit.ride().equals(Ride.Status.NOT_NEEDED.word())).toList();
        List<Rides> weekRows = new ArrayList<>();
        needed.stream().collect(Collectors.groupingBy(visit -> monday(visit.day()), TreeMap::new, Collectors.toList()))
                .forEach((week, of) -> weekRows.add(Rides.of(WEEK.format(week), of)));
        List<Rides> siteRows = needed.stream().collect(Collectors.groupingBy(VisitNote::siteId, TreeMap::new, Collectors.toList())).entrySet().stream()
                .map(entry -> Rides.of(cards.site(entry.getKey()).map(SiteCard::name).orElse(entry.getKey()), entry.getValue())).toList();
        model.addAttribute("tables", List.of(new Table<>("By week of the visit", "Week of", weekRows), new Table<>("By site", "Site", siteRows)));
        model.addAttribute("all", Rides.of("All", needed));
        model.addAttribute("spans", SPANS);
        model.addAttribute("span", span);
        return "rides";
    }

    private static int span(String weeks) {
        return SPANS.stream().filter(span -> span.toString().equals(weeks)).findFirst().orElse(USUAL_SPAN);
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
