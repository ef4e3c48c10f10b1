package health.foramen.referral.care.web;

import java.util.Optional;
import java.util.OptionalLong;

/** What a caller says with If-Match of the version that they have read. */
public final class IfMatch {

    private IfMatch() {
    }

    /** @return the version that the caller has seen, if it says so ({@code *} fits every one); a tag that this service never gave out fits no version */
    public static OptionalLong version(Optional<String> header) {
        return header.map(String::strip).filter(tag -> !tag.equals("*")).map(tag -> {
            var digits = tag.replaceFirst("^W/", "").replace("\"", "");
            return OptionalLong.of(digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1);
        }).orElse(OptionalLong.empty());
    }
}
