package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Cadence.Caps;
import health.foramen.notification.journey.InMemory.Handed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A year of visits passes in seconds, over both clock changes of four zones: booked early and late, moved, cancelled, missed, done. Every
 * message that leaves is held against a plan on paper, which knows the table of the field guide and nothing of the code that it judges.
 */
class AYearTest {

    private static final List<ZoneId> ZONES = List.of("America/Chicago", "Europe/London", "Africa/Cairo", "Asia/Kathmandu").stream().map(ZoneId::of).toList();
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final int VISITS = 240;
    /** One who is never told to stop. */
    private static final Caps NO_CAPS = new Caps(24, 168);

    /** Something that happens to a visit. */
    private record Fact(Instant at, Appointment appointment) {
    }

    /** A patient's year as it was written down before it passed. */
    private record Tale(PatientCard patient, List<Fact> facts) {
    }

    // ------------------------------------------------------------------------------------------------ what happens

    private static List<Tale> aYear(Random dice) {
        List<Tale> tales = new ArrayList<>();
        for (int number = 0; number < VISITS; number++) {
            ZoneId site = ZONES.get(number % ZONES.size());
            ZoneId home = dice.nextInt(5) == 0 ? ZONES.get(dice.nextInt(ZONES.size())) : site;
            PatientCard patient = patient(number, home, dice);
            LocalDateTime start = aDay(site, dice).atTime(7 + dice.nextInt(11), 15 * dice.nextInt(4));
            Duration ahead = dice.nextInt(3) == 0 ? Duration.ofMinutes(60 + dice.nextInt(3 * 24 * 60)) : Duration.ofMinutes(60 + dice.nextInt(40 * 24 * 60));
            Instant booked = start.atZone(site).toInstant().minus(ahead).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
            tales.add(new Tale(patient, tale(number, patient, site, start, booked, dice)));
        }
        return tales;
    }

    /** Every third one lies within three days of a clock change, where the zone has one. */
    private static LocalDate aDay(ZoneId zone, Random dice) {
        LocalDate any = FIRST.plusDays(45 + dice.nextInt(300));
        if (dice.nextInt(3) > 0) {
            return any;
        }
        return Optional.ofNullable(zone.getRules().nextTransition(any.atStartOfDay(zone).toInstant()))
                .map(change -> change.getDateTimeBefore().toLocalDate().plusDays(dice.nextInt(7) - 3))
                .filter(day -> day.isBefore(FIRST.plusDays(345))).orElse(any);
    }

    private static PatientCard patient(int number, ZoneId home, Random dice) {
        boolean text = dice.nextInt(10) < 8;
        boolean mail = dice.nextInt(10) < 7;
        PatientCard known = Cast.card("patient-" + number, "Rosa", "Delgado", Language.values()[number % 3], "+1312555%04d".formatted(1_000 + number));
        return new PatientCard(known.patientId(), 1, known.givenName(), known.familyName(), "", known.birthDate(), known.language(), home, known.phone(), known.email(), text, mail,
                Optional.of(dice.nextInt(4) == 0 ? "email" : "text"), Instant.EPOCH);
    }

    private static List<Fact> tale(int number, PatientCard patient, ZoneId site, LocalDateTime start, Instant booked, Random dice) {
        List<Fact> facts = new ArrayList<>();
        Appointment now = Cast.visit("visit-" + number, patient.patientId(), 1, AppointmentStatus.BOOKED, start, site, dice.nextBoolean(), dice.nextBoolean(), dice.nextInt(3) == 0, booked);
        facts.add(new Fact(booked, now));
        int fate = dice.nextInt(10);
        if (fate < 3) {
            Instant when = between(booked, now.arriveAt(), dice);
            now = Cast.movedTo(now, start.plusDays(1 + dice.nextInt(20)).withHour(7 + dice.nextInt(11)), when);
            facts.add(new Fact(when, now));
        }
        if (fate == 2 || fate == 3 || fate == 4) {
            Instant when = between(now.at(), now.arriveAt(), dice);
            facts.add(new Fact(when, Cast.later(now, AppointmentStatus.CANCELLED, when)));
        } else if (fate == 5) {
            Instant when = now.start().plus(Duration.ofHours(1));
            facts.add(new Fact(when, Cast.later(now, AppointmentStatus.NO_SHOW, when)));
        } else {
            Instant when = now.end().plus(Duration.ofMinutes(dice.nextInt(60)));
            facts.add(new Fact(when, Cast.later(now, AppointmentStatus.COMPLETED, when)));
        }
        return facts;
    }

    private static Instant between(Instant one, Instant other, Random dice) {
        long minutes = Duration.between(one, other).toMinutes();
        return one.plus(Duration.ofMinutes(1 + (minutes > 2 ? dice.nextLong(minutes - 1) : 0)));
    }

    private static InMemory passed(List<Tale> tales, Caps caps) {
        Cadence shipped = Cast.theCadence();
        InMemory clinic = new InMemory(new Cadence(shipped.version(), shipped.hours(), caps, shipped.otherCaps(), shipped.rules()), FIRST.atStartOfDay(ZONES.getFirst()).toInstant());
        tales.forEach(tale -> clinic.keep(tale.patient()));
        tales.stream().flatMap(tale -> tale.facts().stream()).sorted(Comparator.comparing(Fact::at)).forEach(fact -> {
            clinic.passTo(fact.at());
            clinic.tell(fact.appointment());
        });
        clinic.passTo(FIRST.plusDays(500).atStartOfDay(ZONES.getFirst()).toInstant());
        return clinic;
    }

    // ------------------------------------------------------------------------------------------------ the plan on paper

    /** One message as a clerk would write it down. */
    private record Line(String step, String channel, Instant at) {
    }

    /** What the clerk pencils in before merging: the day counts, the hour, and until when it helps. */
    private static final class Pencil {
        final String step;
        final boolean bothWays;
        Instant at;
        final Instant until;
        final boolean atOnce;
        boolean struck;

        Pencil(String step, boolean bothWays, Instant at, Instant until, boolean atOnce) {
            this.step = step;
            this.bothWays = bothWays;
            this.at = at;
            this.until = until;
            this.atOnce = atOnce;
        }
    }

    /** The clerk's book for one patient. */
    private static final class Clerk {

        private final PatientCard patient;
        private final ZoneId home;
        private final boolean text;
        private final boolean mail;

        Clerk(PatientCard patient) {
            this.patient = patient;
            this.home = patient.zone();
            this.text = patient.takesTexts();
            this.mail = patient.takesMail();
        }

        /** Everything that leaves in the tale: each fact ends what was pencilled in for later, and begins anew. */
        Set<String> expected(List<Fact> facts) {
            Set<String> all = new TreeSet<>();
            for (int i = 0; i < facts.size(); i++) {
                Fact fact = facts.get(i);
                Instant ended = i + 1 < facts.size() ? facts.get(i + 1).at() : Instant.MAX;
                Appointment visit = fact.appointment();
                List<Pencil> page = switch (visit.status()) {
                    case BOOKED -> ahead(visit, fact.at(), i == 0 ? "booked" : "moved");
                    case CANCELLED -> new ArrayList<>(List.of(new Pencil("cancelled", true, fact.at(), fact.at().plus(Duration.ofHours(24)), true)));
                    case COMPLETED -> afterwards(visit, fact.at());
                    case NO_SHOW -> new ArrayList<>();
                    case ARRIVED, IN_PROCEDURE, RECOVERING -> throw new IllegalStateException("nobody tells of these here");
                };
                for (Pencil pencil : page) {
                    for (Line line : inked(pencil, fact.at())) {
                        if (line.at().isBefore(ended) || line.at().equals(ended)) {
                            all.add(visit.appointmentId() + " " + visit.revision() + " " + line.step() + " " + line.channel() + " " + line.at());
                        }
                    }
                }
            }
            return all;
        }

        private List<Pencil> ahead(Appointment visit, Instant now, String first) {
            LocalDate day = visit.localStart().toLocalDate();
            List<Pencil> page = new ArrayList<>();
            page.add(new Pencil(first, true, now, visit.arriveAt(), true));
            if (visit.bloodThinnerHeld()) {
                page.add(new Pencil("blood-thinner", false, here(day.minusDays(14), 10), here(day.minusDays(2), 21), false));
            }
            page.add(new Pencil("preparation", false, here(day.minusDays(7), 10), here(day.minusDays(1), 10), false));
            page.add(new Pencil("reminder", false, here(day.minusDays(3), 10), here(day.minusDays(2), 21), false));
            page.add(new Pencil("confirm", false, here(day.minusDays(1), 10), here(day.minusDays(1), 21), false));
            page.add(new Pencil("directions", false, visit.start().minus(Duration.ofHours(2)), visit.arriveAt(), false));
            settle(page, now);
            swallow(page, "directions", first, "confirm");
            swallow(page, "confirm", first);
            swallow(page, "reminder", first, "confirm");
            swallow(page, "preparation", "reminder", "confirm");
            return page;
        }

        private List<Pencil> afterwards(Appointment visit, Instant now) {
            LocalDate day = now.atZone(visit.zone()).toLocalDate();
            LocalDate back = visit.followUp().orElseThrow();
            List<Pencil> page = new ArrayList<>();
            page.add(new Pencil("after-care", true, now, now.plus(Duration.ofHours(12)), true));
            page.add(new Pencil("check-in", false, here(day.plusDays(1), 10), here(day.plusDays(1), 21), false));
            Map<Integer, Integer> patience = new LinkedHashMap<>(Map.of(4, 1, 7, 2, 14, 2, 30, 3, 60, 3, 90, 3));
            patience.forEach((after, extra) -> page.add(new Pencil("diary-" + after, false, here(day.plusDays(after), 11), here(day.plusDays(after + extra), 21), false)));
            page.add(new Pencil("follow-up-3", false, here(back.minusDays(3), 10), here(back.minusDays(2), 21), false));
            page.add(new Pencil("follow-up-1", false, here(back.minusDays(1), 10), here(back.minusDays(1), 21), false));
            settle(page, now);
            swallow(page, "follow-up-1", "after-care");
            swallow(page, "follow-up-3", "after-care");
            return page;
        }

        private Instant here(LocalDate day, int hour) {
            return ZonedDateTime.of(day, LocalTime.of(hour, 0), home).toInstant();
        }

        /** What has passed goes now; what helps nobody any more is struck; what goes by text alone keeps to the day. */
        private void settle(List<Pencil> page, Instant now) {
            for (Pencil pencil : page) {
                if (pencil.at.isBefore(now)) {
                    pencil.at = now;
                }
                if (!pencil.at.isBefore(pencil.until)) {
                    pencil.struck = true;
                } else if (pencil.bothWays ? !mail : !byMailAlone()) {
                    Optional<Instant> hour = decentHour(pencil, now);
                    pencil.struck = hour.isEmpty();
                    pencil.at = hour.orElse(pencil.at);
                }
            }
        }

        private boolean byMailAlone() {
            return mail && (!text || patient.prefers().filter("email"::equals).isPresent());
        }

        private boolean isDay(Instant when) {
            int hour = when.atZone(home).getHour();
            return hour >= 8 && hour < 21;
        }

        /** Back to the last evening, eight o'clock, if that lies ahead; else on to eight in the morning, if that helps. */
        private Optional<Instant> decentHour(Pencil pencil, Instant now) {
            if (isDay(pencil.at)) {
                return Optional.of(pencil.at);
            }
            LocalDateTime local = pencil.at.atZone(home).toLocalDateTime();
            LocalDate dusk = local.getHour() < 8 ? local.toLocalDate().minusDays(1) : local.toLocalDate();
            Instant evening = here(dusk, 20);
            if (!evening.isBefore(now)) {
                return Optional.of(evening);
            }
            Instant morning = here(dusk.plusDays(1), 8);
            if (morning.isBefore(pencil.until)) {
                return Optional.of(morning);
            }
            return pencil.atOnce ? Optional.of(pencil.at) : Optional.empty();
        }

        /** Two that fall on one day, where the other says enough. */
        private void swallow(List<Pencil> page, String small, String... large) {
            Optional<Pencil> little = page.stream().filter(pencil -> pencil.step.equals(small) && !pencil.struck).findFirst();
            for (String name : large) {
                for (Pencil pencil : page) {
                    if (little.isPresent() && !little.get().struck && pencil.step.equals(name) && !pencil.struck
                            && pencil.at.atZone(home).toLocalDate().equals(little.get().at.atZone(home).toLocalDate())) {
                        little.get().struck = true;
                    }
                }
            }
        }

        private List<Line> inked(Pencil pencil, Instant now) {
            if (pencil.struck || !text && !mail) {
                return List.of();
            }
            if (!pencil.bothWays) {
                return List.of(new Line(pencil.step, byMailAlone() ? "email" : "text", pencil.at));
            }
            List<Line> lines = new ArrayList<>();
            if (text) {
                decentHour(pencil, now).ifPresent(hour -> lines.add(new Line(pencil.step, "text", hour)));
            }
            if (mail) {
                lines.add(new Line(pencil.step, "email", pencil.at));
            }
            return lines;
        }
    }

    private static String line(Handed message) {
        return message.key().journeyId() + " " + message.key().revision() + " " + message.key().step() + " " + message.key().channel().word() + " " + message.at();
    }

    private static List<String> left(InMemory clinic) {
        List<String> lines = new ArrayList<>(clinic.texts.stream().map(AYearTest::line).toList());
        clinic.letters.stream().map(AYearTest::line).forEach(lines::add);
        return lines;
    }

    // ------------------------------------------------------------------------------------------------ the judgement

    @Test
    void withoutCapsEveryMessageLeavesAtTheHourOnPaperAndNoOther() {
        List<Tale> tales = aYear(new Random(2026));
        InMemory clinic = passed(tales, NO_CAPS);
        Set<String> paper = new TreeSet<>();
        tales.forEach(tale -> paper.addAll(new Clerk(tale.patient()).expected(tale.facts())));
        assertThat(paper).hasSizeGreaterThan(1_500);
        assertThat(left(clinic)).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(left(clinic))).isEqualTo(paper);
    }

    @Test
    void withTheCapsThatAreShippedNothingIsLostDoubledOrSentAtNight() {
        List<Tale> tales = aYear(new Random(11));
        InMemory clinic = passed(tales, Cast.theCadence().caps());
        Map<String, PatientCard> patients = patients(tales);
        Map<String, Appointment> visits = new HashMap<>();
        Map<String, Instant> ended = new HashMap<>();
        tales.forEach(tale -> {
            for (int i = 0; i < tale.facts().size(); i++) {
                Appointment fact = tale.facts().get(i).appointment();
                visits.put(fact.appointmentId() + " " + fact.revision(), fact);
                ended.put(fact.appointmentId() + " " + fact.revision(), i + 1 < tale.facts().size() ? tale.facts().get(i + 1).at() : Instant.MAX);
            }
        });
        List<Handed> all = new ArrayList<>(clinic.texts);
        all.addAll(clinic.letters);
        assertThat(all).extracting(Handed::key).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(message -> assertThat(message.at()).as("%s after its revision ended", message.key())
                .isBeforeOrEqualTo(ended.get(message.key().journeyId() + " " + message.key().revision())));
        assertThat(clinic.texts).allSatisfy(message -> {
            PatientCard patient = patients.get(message.key().journeyId());
            Appointment visit = visits.get(message.key().journeyId() + " " + message.key().revision());
            int hour = message.at().atZone(patient.zone()).getHour();
            boolean cannotWait = Set.of("booked", "moved", "cancelled", "after-care").contains(message.key().step())
                    && !morningAfter(message.at(), patient.zone()).isBefore(message.key().step().equals("cancelled") ? visit.at().plus(Duration.ofHours(24))
                            : message.key().step().equals("after-care") ? visit.at().plus(Duration.ofHours(12)) : visit.arriveAt());
            assertThat(hour >= 8 && hour < 21 || cannotWait).as("%s at %s", message.key(), message.at().atZone(patient.zone())).isTrue();
        });
        capsHold(clinic, patients, Cast.theCadence().caps());
        nothingIsLost(clinic, tales);
    }

    @Test
    void whateverCapsAClinicSetsHoldAndAreUsed() {
        List<Tale> tales = aYear(new Random(7));
        int fewer = 0;
        for (Caps caps : List.of(new Caps(1, 1), new Caps(2, 5))) {
            InMemory clinic = passed(tales, caps);
            capsHold(clinic, patients(tales), caps);
            nothingIsLost(clinic, tales);
            assertThat(clinic.texts).as("under %s", caps).hasSizeGreaterThan(fewer);
            fewer = clinic.texts.size();
        }
    }

    /** By their visit. */
    private static Map<String, PatientCard> patients(List<Tale> tales) {
        Map<String, PatientCard> patients = new HashMap<>();
        tales.forEach(tale -> patients.put(tale.facts().getFirst().appointment().appointmentId(), tale.patient()));
        return patients;
    }

    private static Instant morningAfter(Instant night, ZoneId zone) {
        LocalDateTime local = night.atZone(zone).toLocalDateTime();
        return (local.getHour() < 8 ? local.toLocalDate() : local.toLocalDate().plusDays(1)).atTime(8, 0).atZone(zone).toInstant();
    }

    /** So many a day, so many in seven days: but what is told at once counts without being stopped, and what is vital goes where there is no e-mail. */
    private static void capsHold(InMemory clinic, Map<String, PatientCard> patients, Caps caps) {
        Set<String> vital = Set.of("blood-thinner", "confirm", "after-care");
        Map<String, List<Handed>> byPatient = new HashMap<>();
        clinic.texts.forEach(text -> byPatient.computeIfAbsent(text.key().journeyId(), _ -> new ArrayList<>()).add(text));
        byPatient.forEach((journey, texts) -> {
            PatientCard patient = patients.get(journey);
            for (int i = 0; i < texts.size(); i++) {
                Handed text = texts.get(i);
                boolean stopped = !Set.of("booked", "moved", "cancelled").contains(text.key().step()) && (patient.takesMail() || !vital.contains(text.key().step()));
                if (stopped) {
                    LocalDate day = text.at().atZone(patient.zone()).toLocalDate();
                    List<LocalDate> before = texts.subList(0, i).stream().map(one -> one.at().atZone(patient.zone()).toLocalDate()).toList();
                    assertThat(before.stream().filter(day::equals)).as("%s, one more than its day allows", text.key()).hasSizeLessThan(caps.perDay());
                    assertThat(before.stream().filter(one -> one.isAfter(day.minusDays(7)))).as("%s, one more than its week allows", text.key()).hasSizeLessThan(caps.perWeek());
                }
            }
        });
    }

    /** What the paper without caps wants has left, by whichever channel, or says why it did not. */
    private static void nothingIsLost(InMemory clinic, List<Tale> tales) {
        Set<String> said = new HashSet<>();
        clinic.texts.forEach(text -> said.add(text.key().journeyId() + " " + text.key().revision() + " " + text.key().step()));
        clinic.letters.forEach(letter -> said.add(letter.key().journeyId() + " " + letter.key().revision() + " " + letter.key().step()));
        for (Tale tale : tales) {
            for (String line : new Clerk(tale.patient()).expected(tale.facts())) {
                String[] words = line.split(" ");
                String message = words[0] + " " + words[1] + " " + words[2];
                if (!said.contains(message)) {
                    Journey journey = clinic.find(words[0]).orElseThrow().journey();
                    List<Step> steps = journey.steps().stream().filter(step -> step.name().equals(words[2]) && step.revision() == Long.parseLong(words[1])).toList();
                    assertThat(steps).as(line).isNotEmpty().allSatisfy(step -> assertThat(step.state().reason().map(Why::code).orElse(step.state().word())).as(line)
                            .isIn("over-the-limit", "moved", "visit-cancelled", "visit-over", "no-show"));
                }
            }
        }
        assertThat(clinic.troubles).extracting(trouble -> trouble.why().code()).doesNotContain("missed-its-hour");
    }
}
