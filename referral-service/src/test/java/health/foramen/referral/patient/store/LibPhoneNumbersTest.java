package health.foramen.referral.patient.store;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.patient.PhoneNumbers.Telephone;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibPhoneNumbersTest {

    private final LibPhoneNumbers numbers = new LibPhoneNumbers("US");

    @ParameterizedTest
    @ValueSource(strings = {"+1 312 555 0101 ext. 22", "(312) 555-0101 x22", "312.555.0101 extension 22", "+13125550101;ext=22", "312 555 0101 #22"})
    void anExtensionIsReadHoweverItIsWritten(String typed) {
        assertThat(numbers.read(typed)).contains(new Telephone("+13125550101", Optional.of("22")));
        assertThat(Telephone.numberOf(typed).replaceAll("\\D", "")).endsWith("3125550101");
    }

    @Test
    void whatIsKeptIsShownAndReadAgainAsTheSame() {
        var office = numbers.read("312 555 0101 x22").orElseThrow();
        assertThat(office.whole()).isEqualTo("+13125550101;ext=22");
        assertThat(numbers.display(office.whole())).isEqualTo("(312) 555-0101 ext. 22");
        assertThat(numbers.read(numbers.display(office.whole()))).contains(office);
        assertThat(Telephone.numberOf(office.whole())).isEqualTo(office.e164());
        var abroad = numbers.read("+34 912 345 678").orElseThrow();
        assertThat(abroad).isEqualTo(new Telephone("+34912345678", Optional.empty()));
        assertThat(Telephone.numberOf(abroad.whole())).isEqualTo("+34912345678");
    }

    @Test
    void aNumberThatCannotExistIsNone() {
        assertThat(numbers.read("12")).isEmpty();
        assertThat(numbers.read("ext. 22")).isEmpty();
    }
}
