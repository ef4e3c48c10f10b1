package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortTest {

    @Test
    void aTakenPortIsNamedWithTheVariableThatMovesIt() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = new Port("FORAMEN_KAFKA_PORT", taken.getLocalPort());

            assertThatExceptionOfType(Trouble.class).isThrownBy(port::requireFree)
                    .withMessageContaining("Port %d is taken".formatted(port.number()))
                    .withMessageContaining("FORAMEN_KAFKA_PORT");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTakenPortIsNamedWithTheProcessThatTookIt() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortOwner.of(taken.getLocalPort())).contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void aPortThatNobodyTookIsFree() {
        Ports.free().all().forEach(Port::requireFree);
    }

    @Test
    void theBasePortMovesAllOthers() {
        var ports = Ports.from(Map.of("FORAMEN_PORT", "9000"));

        assertThat(ports.all()).extracting(Port::number).containsExactly(9000, 9001, 9002, 9003, 9004, 9005, 9006, 9007, 9008);
    }

    @Test
    void onePortMovesAlone() {
        var ports = Ports.from(Map.of("FORAMEN_SMTP_PORT", "2525"));

        assertThat(ports.smtp()).isEqualTo(new Port("FORAMEN_SMTP_PORT", 2525));
        assertThat(ports.mongo().number()).isEqualTo(8086);
    }

    @Test
    void twoPartsNeverShareAPort() {
        assertThatExceptionOfType(Trouble.class).isThrownBy(() -> Ports.from(Map.of("FORAMEN_KAFKA_PORT", "8081")))
                .withMessage("FORAMEN_REFERRAL_PORT and FORAMEN_KAFKA_PORT are both 8081; each needs a port of its own.");
    }

    @Test
    void whatIsNoPortIsRefusedByName() {
        assertThatExceptionOfType(Trouble.class).isThrownBy(() -> Ports.from(Map.of("FORAMEN_PORT", "http")))
                .withMessage("FORAMEN_PORT must be a port from 1 to 65535, not \"http\".");
        assertThatExceptionOfType(Trouble.class).isThrownBy(() -> Ports.from(Map.of("FORAMEN_PORT", "65530")))
                .withMessageContaining("FORAMEN_MONGO_PORT must be a port from 1 to 65535, not 65536.");
    }
}
