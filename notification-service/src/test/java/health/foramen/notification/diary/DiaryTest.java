package health.foramen.notification.diary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiaryTest {

    private static final Instant NOW = Instant.parse("2026-11-12T17:00:00Z");

    @ParameterizedTest(name = "day 1: {0}, then day {1}: {2} is worrying: {3}")
    @CsvSource({"9, 1, 9, false", "6, 4, 4, false", "9, 4, 8, false", "8, 4, 8, true", "3, 7, 6, true", "3, 7, 5, false", "2, 30, 9, true", "0, 14, 2, false"})
    void whatIsSevereOrMuchWorseAfterTheFirstDaysIsLookedAt(int first, int day, int then, boolean worrying) {
        Diary diary = Diary.empty("visit", "referral", "rosa").answered(1, first, NOW).answered(day, then, NOW);
        assertThat(diary.isWorrying(day)).isEqualTo(worrying);
    }

    @Test
    void dayNoughtIsNoDayOfTheDiary() {
        assertThatThrownBy(() -> new Diary.Entry(0, 3, NOW, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 90");
    }
}
