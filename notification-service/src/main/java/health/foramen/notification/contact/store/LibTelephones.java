package health.foramen.notification.contact.store;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import health.foramen.notification.contact.Telephones;
import java.util.Optional;

/** As libphonenumber knows the world's numbering plans. */
public final class LibTelephones implements Telephones {

    private static final String NO_REGION = "ZZ";

    private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();

    @Override
    public Optional<String> region(String number) {
        // Numbers kept for films and tests belong to no region; their country code still tells one.
        return read(number).map(read -> Optional.ofNullable(util.getRegionCodeForNumber(read))
                .orElseGet(() -> util.getRegionCodeForCountryCode(read.getCountryCode()))).filter(region -> !region.equals(NO_REGION));
    }

    @Override
    public String shown(String number, Optional<String> reader) {
        return read(number).map(read -> util.format(read, reader.flatMap(this::read).filter(own -> own.getCountryCode() == read.getCountryCode()).isPresent()
                ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL)).orElse(number);
    }

    private Optional<PhoneNumber> read(String number) {
        try {
            return Optional.of(util.parse(number, NO_REGION));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }
}
