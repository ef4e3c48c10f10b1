package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.journey.Cadence.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is booked, whenever, wherever: over both clock changes of each zone. */
class PlanningPropertiesTest {

    private static final Cadence CADENCE = Cast.theCadence();
    private static final List<ZoneId> ZONES = List.of("America/Chicago", "America/Denver", "Europe/London", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia")
            .stream().map(ZoneId::of).toList();

    record Case(Appointment visit, Recipient recipient, Instant now, List<Instant> sent) {

        List<Step> plan() {
            return Planning.plan(CADENCE, visit, Set.of(Phase.BOOKED, Phase.AHEAD), recipient, visit.escortRequired(), Set.of(), sent, now);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<LocalDateTime> starts = Combinators.combine(Arbitraries.integers().between(0, 730), Arbitraries.integers().between(7 * 4, 18 * 4))
                .as((day, quarter) -> LocalDate.of(2026, 1, 1).plusDays(day).atTime(LocalTime.MIN.plusMinutes(quarter * 15L)));
        Arbitrary<Recipient> recipients = Combinators.combine(Arbitraries.of(ZONES), Arbitraries.of(true, false), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(Recipient::new);
        return Combinators.combine(starts, Arbitraries.of(ZONES), recipients, Arbitraries.longs().between(30, 40L * 24 * 60), Arbitraries.integers().between(0, 7),
                Arbitraries.longs().between(1, 8L * 24 * 60).list().ofMaxSize(3)).as((start, zone, recipient, ahead, flags, ago) -> {
                    Instant now = start.atZone(zone).toInstant().minus(Duration.ofMinutes(ahead));
                    Appointment visit = Cast.visit(Cast.VISIT, Cast.ROSA, 1, AppointmentStatus.BOOKED, start, zone, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0, now);
                    return new Case(visit, recipient, now, ago.stream().map(minutes -> now.minus(Duration.ofMinutes(minutes))).toList());
                });
    }

    @Property(tries = 1500)
    void noTextIsPlannedForTheNightExceptOneThatCannotWaitForTheMorning(@ForAll("cases") Case any) {
        any.plan().stream().filter(step -> step.channel() == Channel.TEXT && step.isPlanned()).forEach(step -> {
            boolean open = CADENCE.hours().open(step.due(), any.recipient().zone());
            boolean cannotWait = step.name().equals("booked") && !CADENCE.hours().morningAfter(step.due(), any.recipient().zone()).isBefore(step.useBy());
            assertThat(open || cannotWait).as("%s at %s", step.name(), step.due().atZone(any.recipient().zone())).isTrue();
        });
    }

    @Property(tries = 1500)
    void nothingIsPlannedForThePastOrPastItsUse(@ForAll("cases") Case any) {
        any.plan().stream().filter(Step::isPlanned).forEach(step -> {
            assertThat(step.due()).as(step.name()).isBefore(step.useBy());
            assertThat(step.due()).as(step.name()).isAfterOrEqualTo(any.now());
        });
    }

    @Property(tries = 1500)
    void theCapsHoldForAllThatIsNotExemptOrVitalWithoutAnotherWay(@ForAll("cases") Case any) {
        List<Step> plan = any.plan();
        List<Step> texts = new ArrayList<>(plan.stream().filter(step -> step.channel() == Channel.TEXT && step.isPlanned()).toList());
        texts.stream().filter(step -> !step.name().equals("booked")).filter(step -> any.recipient().mail() || !step.vital()).forEach(step -> {
            List<Instant> others = new ArrayList<>(any.sent());
            // One that goes against the caps cannot take away what was allowed before it: it is left out of the count.
            texts.stream().filter(other -> !other.equals(step) && (any.recipient().mail() || !other.vital() || other.name().equals("booked"))).map(Step::due).forEach(others::add);
            assertThat(new Allowance(CADENCE.caps(), any.recipient().zone(), others).allows(step.due())).as("%s in %s", step.name(), plan).isTrue();
        });
    }

    @Property(tries = 500)
    void noKeyIsThereTwiceAndTheSameQuestionHasTheSameAnswer(@ForAll("cases") Case any) {
        List<StepKey> keys = any.plan().stream().map(step -> step.key(Cast.VISIT)).toList();
        assertThat(Set.copyOf(keys)).hasSameSizeAs(keys);
        assertThat(any.plan()).isEqualTo(any.plan());
        assertThat(Collections.frequency(any.plan().stream().map(Step::name).toList(), "ride-check")).isEqualTo(any.visit().escortRequired() ? 1 : 0);
    }
}
