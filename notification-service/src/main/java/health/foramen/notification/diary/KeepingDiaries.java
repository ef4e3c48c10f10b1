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

    /**
     * What an answer came to.
     *
     * @param day      that it was noted for
     * @param worrying somebody should read it
     */
    public record Answered(int day, boolean worrying) {
    }

    /** @return empty when nothing had been asked */
    public Optional<Answered> answer(Journey journey, int pain, Instant now) {
        return openQuestion(journey, now).map(step -> {
            note(journey.appointment().orElseThrow(), step.day(), pain, now);
            return new Answered(step.day(), find(journey.id()).filter(diary -> diary.isWorrying(step.day())).isPresent());
        });
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
