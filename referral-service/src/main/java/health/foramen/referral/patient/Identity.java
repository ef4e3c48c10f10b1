package health.foramen.referral.patient;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who somebody is: enough to tell that two referrals speak of one person. */
public record Identity(String givenName, String familyName, LocalDate birthDate, Optional<Sex> sex) {

    public String fullName() {
        return givenName + " " + familyName;
    }

    /** First letters, whole characters also where a letter takes two. */
    public String initials() {
        return initial(givenName) + initial(familyName);
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : new String(Character.toChars(name.codePointAt(0))).toUpperCase(Locale.ROOT) + ".";
    }

    /** Same birth date and the same name, however it is accented, cased or spaced. */
    public String matchKey() {
        return "born:" + birthDate + ":" + folded(familyName) + ":" + folded(givenName);
    }

    /** Whether something unfinished names this person: the whole name without another birth date, or the family name with the same one. */
    public boolean isMeantBy(String given, String family, Optional<LocalDate> born) {
        return folded(family).equals(folded(familyName)) && born.filter(day -> !day.equals(birthDate)).isEmpty()
                && (given.isBlank() ? born.isPresent() : folded(given).equals(folded(givenName)));
    }

    /** Words of the name as a search compares them. */
    public List<String> nameWords() {
        return words(fullName());
    }

    static List<String> words(String text) {
        return Arrays.stream(folded(text).split(" ")).filter(word -> !word.isEmpty()).distinct().toList();
    }

    /** Without accents, case, punctuation and what cannot be seen. A name of symbols alone stays as it is. */
    static String folded(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[\\p{M}\\p{Cf}]", "").toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\p{Z}\\s]+", " ").strip();
        return plain.isEmpty() ? text.strip() : plain;
    }
}
