package health.foramen.benchmarks.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientTest {

    private static Patient patient(int number) {
        return new Patient(number, ZoneOffset.UTC, false);
    }

    @Test
    void nobodySharesAPhone() {
        assertThat(IntStream.range(0, 90_000).mapToObj(number -> patient(number).phone())).doesNotHaveDuplicates()
                .allMatch(phone -> phone.matches("\\+1\\d{3}555[1-9]\\d{3}"));
    }

    @Test
    void nobodyIsTakenForSomebodyElse() {
        assertThat(IntStream.range(0, 20_000).mapToObj(number -> patient(number).givenName() + " " + patient(number).familyName())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-15T00:00:00Z", "2026-07-15T00:00:00Z"})
    void atEveryHourItIsDaySomewhere(Instant midnight) {
        for (int hour = 0; hour < 24; hour++) {
            assertThat(midnight.plusSeconds(3_600L * hour).atZone(Patient.daytime(midnight.plusSeconds(3_600L * hour))).getHour()).isBetween(9, 18);
        }
    }
}
