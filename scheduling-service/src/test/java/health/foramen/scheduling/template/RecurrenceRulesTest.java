package health.foramen.scheduling.template;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.template.store.IcalRules;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rules count dates on the wall; what the clocks do in between is none of their business. */
class RecurrenceRulesTest {

    private final RecurrenceRules rules = new IcalRules();

    @Example
    void aTemplateRunsAcrossTheTurnOfTheYear() {
        assertThat(rules.dates("FREQ=WEEKLY;BYDAY=TH", LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 14)))
                .containsExactly(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 7), LocalDate.of(2027, 1, 14));
    }

    /** The week that an interval is counted in begins on Monday, in a year of 53 weeks too. */
    @Example
    void everyOtherWeekStaysEveryOtherWeekOverAYearOfFiftyThreeWeeks() {
        List<LocalDate> dates = rules.dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 28), LocalDate.of(2027, 1, 31));
        assertThat(dates).containsExactly(LocalDate.of(2026, 12, 29), LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 12), LocalDate.of(2027, 1, 15),
                LocalDate.of(2027, 1, 26), LocalDate.of(2027, 1, 29));
    }

    @Example
    void theLeapDayAndTheLastFridayAreFound() {
        assertThat(rules.dates("FREQ=DAILY", LocalDate.of(2027, 1, 1), LocalDate.of(2028, 2, 28), LocalDate.of(2028, 3, 1)))
                .containsExactly(LocalDate.of(2028, 2, 28), LocalDate.of(2028, 2, 29), LocalDate.of(2028, 3, 1));
        assertThat(rules.dates("FREQ=MONTHLY;BYDAY=-1FR", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 1), LocalDate.of(2027, 2, 28)))
                .containsExactly(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 1, 29), LocalDate.of(2027, 2, 26));
    }

    @Example
    void aRuleThatEndsIsOver() {
        assertThat(rules.dates("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261210", LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 1), LocalDate.of(2027, 3, 1)))
                .containsExactly(LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 10));
        assertThat(rules.dates("FREQ=WEEKLY;BYDAY=TH;COUNT=3", LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 10), LocalDate.of(2027, 3, 1)))
                .containsExactly(LocalDate.of(2026, 12, 10), LocalDate.of(2026, 12, 17));
    }

    /** Whatever somebody writes is a rule, with dates or without, or is refused in a sentence; none of them keeps the page waiting for ever. */
    @Example
    void strangeRulesAreRefusedOrHaveDates() {
        for (String rule : List.of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=999999999", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=WEEKLY;BYDAY=MO;COUNT=0",
                "FREQ=DAILY;COUNT=99999999999", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=WEEKLY;BYSETPOS=400", "FREQ=DAILY;BYMONTH=13",
                "FREQ=YEARLY;BYYEARDAY=-366", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY;UNTIL=20269999", "FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;COUNT=3;UNTIL=20270101", "FREQ=WEEKLY;WKST=XX",
                "FREQ=DAILY;INTERVAL=1,2", "FREQ=WEEKLY;BYDAY=", "FREQ=MONTHLY;BYDAY=+1MO,-1FR", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;X=1", "FREQ=DAILY;BYEASTER=0")) {
            if (rules.fault(rule).isEmpty()) {
                assertThat(rules.dates(rule, LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 1), LocalDate.of(2027, 3, 1))).as(rule).isSorted().hasSizeLessThan(92);
            }
        }
        assertThat(List.of("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=999999999", "FREQ=WEEKLY;BYDAY=MO;COUNT=0", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY;COUNT=2;COUNT=3"))
                .allSatisfy(rule -> assertThat(rules.fault(rule)).as(rule).isPresent());
        assertThat(rules.fault("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=9999")).isEmpty();
        assertThat(rules.fault("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29")).isEmpty();
    }

    /** Ten years after it was painted a template still falls where it should, on the days the clocks change as on any other. */
    @Property(tries = 300)
    void everyDateOfAnIntervalIsThatManyWeeksFromTheFirst(@ForAll @IntRange(min = 1, max = 8) int every, @ForAll @IntRange(max = 3_650) int later) {
        LocalDate first = LocalDate.of(2026, 11, 29); // A Sunday.
        LocalDate from = first.plusDays(later);
        List<LocalDate> dates = rules.dates("FREQ=WEEKLY;INTERVAL=" + every + ";BYDAY=SU", first, from, from.plusDays(91));
        assertThat(dates).hasSizeBetween(91 / 7 / every - 1, 91 / 7 / every + 1).allSatisfy(date -> {
            assertThat(date.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
            assertThat(ChronoUnit.WEEKS.between(first, date) % every).isZero();
        });
    }
}
