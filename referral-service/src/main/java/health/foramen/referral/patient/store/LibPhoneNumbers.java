package health.foramen.referral.patient.store;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import health.foramen.referral.patient.PhoneNumbers;
import java.util.Optional;

/** Google's numbering plans. */
public final class LibPhoneNumbers implements PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final String country;

    /** @param country two letters, of numbers that are written without one */
    public LibPhoneNumbers(String country) {
        this.country = country;
    }

    @Override
    public Optional<Telephone> read(String typed) {
        try {
            var number = NUMBERS.parse(typed, country);
            return NUMBERS.isValidNumber(number) || fictional(number.getCountryCode(), number.getNationalNumber())
                    ? Optional.of(new Telephone(NUMBERS.format(number, PhoneNumberFormat.E164), Optional.of(number.getExtension()).filter(digits -> !digits.isEmpty())))
                    : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /** 555-0100 to 555-0199 are kept free for stories in every North American area; the plans call them invalid, and nobody is called. */
    private static boolean fictional(int countryCode, long national) {
        return countryCode == 1 && national >= 2_000_000_000L && national <= 9_999_999_999L && national % 10_000_000 / 100 == 55_501;
    }

    @Override
    public String display(String whole) {
        try {
            var number = NUMBERS.parse(whole, country);
            return NUMBERS.format(number, NUMBERS.getCountryCodeForRegion(country) == number.getCountryCode()
                    ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException _) {
            return whole;
        }
    }
}
