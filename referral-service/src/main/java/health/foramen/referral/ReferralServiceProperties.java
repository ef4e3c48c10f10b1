package health.foramen.referral;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param packs        folder with the clinic's own rule packs, laid over the shipped ones; null where there is none
 * @param phoneCountry two letters; of phone numbers that are written without a country
 * @param zone         where the clinic is: its dates, the times on its pages, and where a patient lives when nobody says
 */
@ConfigurationProperties("foramen.referral")
public record ReferralServiceProperties(Path packs, @DefaultValue("US") String phoneCountry, @DefaultValue(HOME) ZoneId zone) {

    static final String HOME = "America/Chicago";

    public ReferralServiceProperties {
        if (!phoneCountry.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("foramen.referral.phone-country is two capital letters, such as US");
        }
    }

    Optional<Path> ownPacks() {
        return Optional.ofNullable(packs);
    }
}
