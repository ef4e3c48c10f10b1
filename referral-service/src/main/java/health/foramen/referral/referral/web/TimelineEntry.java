package health.foramen.referral.referral.web;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import java.time.Instant;
import java.util.List;

/** One line of a history, the newest first. */
public record TimelineEntry(Instant at, String time, String what, String who, String why) {

    public static List<TimelineEntry> of(List<Change> history, Moments moments) {
        return history.reversed().stream().map(change -> new TimelineEntry(change.at(), moments.time(change.at()), Reading.capital(change.what()),
                change.by().name(), change.why().orElse(null))).toList();
    }
}
