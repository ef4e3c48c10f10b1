package health.foramen.scheduling.template.store;

import health.foramen.scheduling.template.RecurrenceRules;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Recur;

/** Rules as the iCalendar library reads them, limited to dates: hours belong to the block. */
public final class IcalRules implements RecurrenceRules {

    private static final Pattern PARTS = Pattern.compile("FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*");
    private static final Pattern OF_THE_CLOCK = Pattern.compile(".*;BY(HOUR|MINUTE|SECOND)=.*");
    private static final Pattern UNTIL_A_DATE = Pattern.compile("(?!.*;UNTIL=).*|.*;UNTIL=\\d{8}(;.*)?");
    private static final Pattern COUNTED = Pattern.compile("(?!.*;(INTERVAL|COUNT)=(?![1-9]\\d{0,3}(;|$))).*");
    private static final Pattern SAID_TWICE = Pattern.compile("(?:.*;)?([A-Z]+)=(?:[^;]*;)(?:.*;)?\\1=.*");
    private static final int LONGEST = health.foramen.scheduling.template.Template.LONGEST_RULE;

    @Override
    public Optional<String> fault(String rule) {
        if (rule.length() > LONGEST || !PARTS.matcher(rule).matches()) {
            return Optional.of("Write a rule like FREQ=WEEKLY;BYDAY=MO,TU, beginning with how often.");
        }
        if (OF_THE_CLOCK.matcher(rule).matches()) {
            return Optional.of("The rule says on which dates; from when to when is said beside it.");
        }
        if (!COUNTED.matcher(rule).matches()) {
            return Optional.of("INTERVAL and COUNT are numbers from 1 to 9999.");
        }
        if (SAID_TWICE.matcher(rule).matches()) {
            return Optional.of("Each part of the rule is said once.");
        }
        if (!UNTIL_A_DATE.matcher(rule).matches()) {
            return Optional.of("UNTIL is a date like 20270331.");
        }
        try {
            new Recur<LocalDate>(rule);
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.of("That is no recurrence rule of RFC 5545.");
        }
    }

    @Override
    public List<LocalDate> dates(String rule, LocalDate first, LocalDate from, LocalDate to) {
        LocalDate begin = from.isBefore(first) ? first : from;
        if (to.isBefore(begin)) {
            return List.of();
        }
        // Exactly what RFC 5545 counts; the library's period is wider by a day at either end, to be sure of its bounds.
        return new Recur<LocalDate>(rule).getDates(first, begin.minusDays(1), to.plusDays(1)).stream()
                .filter(date -> !date.isBefore(begin) && !date.isAfter(to)).distinct().sorted().toList();
    }
}
