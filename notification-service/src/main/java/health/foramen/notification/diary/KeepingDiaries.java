package health.foramen.notification.diary;

import health.foramen.notification.diary.Diaries.Kept;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes an answer to the diary question that was asked last. */
public final class KeepingDiaries {

    /** An answer that comes later answers nothing: the pain of another day would be noted for this one. */
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(8);

    private final Diaries diaries;

    public KeepingDiaries(Diaries diaries) {
        this.diaries = diaries;
    }

    public Optional<Diary> find(String appointmentId) {
        return diaries.find(appointmentId).map(Kept::diary);
    }

    /** The question that an answer would belong to now; empty when none is open. */
    public Optional<Step> openQuestion(Journey journey, Instant now) {
        return journey.lastDiaryQuestion().filter(step -> step.day() > 0)
                .filter(step -> now.isBefore(step.state().sentAt().orElseThrow().plus(ANSWERED_WITHIN)));
    }

    /** @return the day that it was noted for; empty when nothing had been asked */
    public Optional<Integer> answer(Journey journey, int pain, Instant now) {
        Optional<Step> question = openQuestion(journey, now);
        question.ifPresent(step -> note(journey.appointment().orElseThrow(), step.day(), pain, now));
        return question.map(Step::day);
    }

    private void note(Appointment visit, int day, int pain, Instant now) {
        while (true) {
            Kept before = diaries.find(visit.appointmentId())
                    .orElseGet(() -> new Kept(Diary.empty(visit.appointmentId(), visit.referralId(), visit.patientId()), 0));
            Diary after = before.diary().answered(day, pain, now);
            if (after.equals(before.diary()) || diaries.save(before, after, after.on(day).orElseThrow())) {
                return;
            }
        }
    }
}
