package health.foramen.notification.diary;

import java.util.Optional;

/** All diaries, by appointment. */
public interface Diaries {

    Optional<Kept> find(String appointmentId);

    /**
     * One write of the diary and of the event that tells of this entry.
     *
     * @return false when somebody was quicker
     */
    boolean save(Kept before, Diary after, Diary.Entry entry);

    /** @param version 0 for one that is not stored yet */
    record Kept(Diary diary, long version) {
    }
}
