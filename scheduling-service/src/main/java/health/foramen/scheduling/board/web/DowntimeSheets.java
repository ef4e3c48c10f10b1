package health.foramen.scheduling.board.web;

import health.foramen.scheduling.board.DayBoard;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * The paper for the day on which nothing works: today and tomorrow of every site, each a file that needs nothing but itself. Written
 * ahead, on every change and every few minutes, by putting a whole new file in the place of the old one. A patient is initials and a
 * year of birth: the file lies outside everything that guards names here, and whoever finds it must not learn who has which procedure;
 * with the patient's own papers it is enough to tell who is who.
 */
public final class DowntimeSheets implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DowntimeSheets.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Pattern OURS = Pattern.compile("([a-z0-9.\\-]+)-(\\d{4}-\\d{2}-\\d{2})\\.html");

    /** @param path where it lies, as an operator types it */
    public record Written(Path path, long version, Instant at) {
    }

    record Line(String time, String arrive, String who, String what, String where, String with, String position, String sedation, String bay, String ride,
            String clearances, String state) {
    }

    record Entry(String file, String site, String date) {
    }

    private final Path folder;
    private final Duration every;
    private final ITemplateEngine templates;
    private final Sites sites;
    private final DayBoards boards;
    private final Cards cards;
    private final Permits permits;
    private final Clock clock;
    private final Map<DayId, Written> written = new ConcurrentHashMap<>();
    private ScheduledExecutorService beats;
    private boolean failing;

    public DowntimeSheets(Path folder, Duration every, ITemplateEngine templates, Sites sites, DayBoards boards, Cards cards, Permits permits, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.every = every;
        this.templates = templates;
        this.sites = sites;
        this.boards = boards;
        this.cards = cards;
        this.permits = permits;
        this.clock = clock;
    }

    public Optional<Written> of(DayId day) {
        return Optional.ofNullable(written.get(day));
    }

    /** Writes what changed, or has become old; how many sheets that were. */
    public synchronized int write() {
        Instant now = clock.instant();
        var entries = new ArrayList<Entry>();
        int count = 0;
        boolean days = false;
        for (Sites.Known known : sites.all()) {
            Site site = known.site();
            LocalDate today = LocalDate.ofInstant(now, site.zone());
            for (LocalDate date : List.of(today, today.plusDays(1))) {
                DayId id = new DayId(site.id(), date);
                ClinicDay day = boards.sheet(id).map(DayBoards.Sheet::day).orElseGet(() -> new ClinicDay(id, site.zone(), 0, List.of(), List.of()));
                entries.add(new Entry(file(id), site.name(), Wall.dayOfYear(date).words()));
                Written before = written.get(id);
                days |= before == null;
                if (before == null || before.version() != day.version() || Duration.between(before.at(), now).abs().compareTo(every) >= 0) {
                    Path path = folder.resolve(file(id));
                    replace(path, sheet(site, day, now));
                    written.put(id, new Written(path, day.version(), now));
                    count++;
                }
            }
        }
        if (days) {
            replace(folder.resolve("index.html"), index(entries));
            forgetOthers(entries);
        }
        return count;
    }

    private static String file(DayId day) {
        return day.site() + "-" + day.date() + ".html";
    }

    private String sheet(Site site, ClinicDay day, Instant now) {
        List<Appointment> expected = day.appointments().stream().filter(a -> !a.state().gaveUp() && !(a.state() instanceof AppointmentState.Held))
                .sorted(Comparator.comparing(a -> a.times().start())).toList();
        Map<String, Card> names = cards.named(expected.stream().map(Appointment::patient).distinct().toList());
        Map<String, Permit> plans = permits.findAll(expected.stream().map(Appointment::permit).distinct().toList()).stream()
                .collect(Collectors.toMap(Permit::id, Function.identity()));
        var context = new Context(Locale.ENGLISH);
        context.setVariable("site", site.name());
        context.setVariable("phone", site.phone());
        context.setVariable("zone", site.zone().getId());
        context.setVariable("date", Wall.dayOfYear(day.id().date()));
        context.setVariable("writtenAt", Wall.when(now, site.zone()).words());
        context.setVariable("blocks", day.blocks().stream().filter(b -> b.open()).sorted(Comparator.comparing(b -> b.hours().from()))
                .map(b -> b.hours().from() + "–" + b.hours().to() + " " + site.nameOf(b.clinician()) + ", " + site.nameOf(b.room())
                        + b.device().map(d -> ", " + site.nameOf(d)).orElse("")
                        + b.away().stream().map(h -> ", away " + h.from() + "–" + h.to()).collect(Collectors.joining())).toList());
        context.setVariable("lines", expected.stream().map(a -> line(site, day, a, names.get(a.patient()), Optional.ofNullable(plans.get(a.permit())))).toList());
        return templates.process("downtime", context);
    }

    private static Line line(Site site, ClinicDay day, Appointment a, Card card, Optional<Permit> permit) {
        String born = card.words().flatMap(Card.Words::birthDate).map(d -> ", " + d.getYear()).orElse("");
        return new Line(a.times().localStart().toLocalTime().toString(), Wall.time(a.times().arriveAt(), site.zone()).words(), card.initials() + born,
                Wall.words(a.work().procedure()) + " " + BoardPages.target(a), site.nameOf(a.place().room()) + a.place().device().map(d -> ", " + site.nameOf(d)).orElse(""),
                site.nameOf(a.place().clinician()), a.work().position() == null ? "" : a.work().position().replace('-', ' '),
                a.work().sedation().code() + (a.work().fasting() ? ", fasting" : "") + (a.work().bloodThinnerHeld() ? ", blood thinner held" : ""),
                DayBoard.recovery(a).map(c -> site.nameOf(c.unit()) + " until " + Wall.time(c.to(), site.zone()).words()).orElse("none"),
                a.work().escortRequired() ? a.marks().ride().map(r -> r.status()).orElse("not asked") : "not needed",
                permit.map(p -> p.clearances().stream().map(c -> c.kind().replace('-', ' ') + ": " + c.state()).collect(Collectors.joining(", ")))
                        .filter(words -> !words.isEmpty()).orElse("none needed"), a.state().words() + BoardPages.trouble(day, a).map(why -> ", " + why).orElse(""));
    }

    private String index(List<Entry> entries) {
        var context = new Context(Locale.ENGLISH);
        context.setVariable("entries", entries);
        return templates.process("downtime-index", context);
    }

    /** A reader finds the old file or the new one, never half of one. */
    private void replace(Path path, String text) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".writing-", ".html");
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written for days that are past leaves; other files are left alone. */
    private void forgetOthers(List<Entry> entries) {
        List<String> stay = entries.stream().map(Entry::file).toList();
        written.keySet().removeIf(day -> !stay.contains(file(day)));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> past(f.getFileName().toString()) && !stay.contains(f.getFileName().toString())).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean past(String name) {
        Matcher ours = OURS.matcher(name);
        return ours.matches() && LocalDate.parse(ours.group(2)).isBefore(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC).minusDays(1));
    }

    private void beat() {
        try {
            if (boards.ready()) {
                write();
                failing = false;
            }
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("the downtime sheets cannot be written into {}: {}; trying again", folder, e.toString());
            }
            failing = true;
        }
    }

    @Override
    public void start() {
        beats = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("downtime-sheets").daemon().factory());
        beats.scheduleWithFixedDelay(this::beat, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        beats.shutdownNow();
        beats = null;
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }
}
