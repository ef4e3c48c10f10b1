package health.foramen.scheduling.template.web;

import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.template.PublishingTemplates.Draft;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One week of a site, half hour by half hour: what the templates paint on it. */
record WeekGrid(List<Day> days, List<Row> rows) {

    private static final int STEP_MINUTES = 30;
    private static final int HUES = 6;

    /** @param closed why the doors stay shut, if they would be open on such a weekday */
    record Day(LocalDate date, Weekday weekday, Wall.At words, String closed) {
    }

    /** @param hour whether a full hour begins here */
    record Row(String time, boolean hour, List<Cell> cells) {
    }

    record Cell(Weekday weekday, String time, boolean open, List<Paint> paints) {
    }

    /** @param label what is written where a block begins; nothing below */
    record Paint(String template, String label, String hours, int hue, Verdict verdict) {
    }

    static WeekGrid of(Site site, LocalDate monday, List<Draft> drafts) {
        List<LocalDate> dates = monday.datesUntil(monday.plusDays(7)).toList();
        int first = 24 * 60;
        int last = 0;
        for (LocalDate date : dates) {
            Optional<Hours> doors = site.open(date);
            first = Math.min(first, doors.map(h -> minute(h.from())).orElse(8 * 60));
            last = Math.max(last, doors.map(h -> minute(h.to())).orElse(17 * 60));
        }
        for (Draft draft : drafts) {
            first = Math.min(first, minute(draft.block().hours().from()));
            last = Math.max(last, minute(draft.block().hours().to()));
        }
        var rows = new ArrayList<Row>();
        for (int at = first / STEP_MINUTES * STEP_MINUTES; at < last; at += STEP_MINUTES) {
            LocalTime from = LocalTime.ofSecondOfDay(at * 60L);
            int until = at + STEP_MINUTES;
            int here = at;
            rows.add(new Row(from.toString(), at % 60 == 0, dates.stream().map(date -> new Cell(Weekday.of(date.getDayOfWeek()), from.toString(),
                    site.open(date).filter(h -> minute(h.from()) <= here && minute(h.to()) >= until).isPresent(),
                    drafts.stream().filter(d -> d.day().date().equals(date) && minute(d.block().hours().from()) < until && minute(d.block().hours().to()) > here)
                            .map(d -> paint(site, d, minute(d.block().hours().from()) >= here)).toList())).toList()));
        }
        return new WeekGrid(dates.stream().map(date -> new Day(date, Weekday.of(date.getDayOfWeek()), Wall.day(date), site.closure(date).orElse(null))).toList(), rows);
    }

    private static Paint paint(Site site, Draft draft, boolean begins) {
        int hue = 0;
        for (int i = 0; i < site.clinicians().size(); i++) {
            hue = site.clinicians().get(i).id().equals(draft.block().clinician()) ? i % HUES : hue;
        }
        return new Paint(draft.template().id(), begins ? site.nameOf(draft.block().clinician()) + ", " + site.nameOf(draft.block().room()) : null,
                draft.block().hours().from() + "–" + draft.block().hours().to(), hue, draft.verdict());
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
