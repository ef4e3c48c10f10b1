package health.foramen.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggableTest {

    @Test
    void thePatientsLinkIsNotWrittenDown() {
        assertThat(Loggable.path("/v/YApAnei8Qm2Zt7Rb5Nw4yH/ride")).isEqualTo("/v/{token}/ride");
        assertThat(Loggable.path("/v/YApAnei8Qm2Zt7Rb5Nw4yH")).isEqualTo("/v/{token}");
    }

    @Test
    void otherPathsStayAsTheyAre() {
        assertThat(Loggable.path("/referrals/17")).isEqualTo("/referrals/17");
        assertThat(Loggable.path(null)).isEqualTo("-");
    }
}
