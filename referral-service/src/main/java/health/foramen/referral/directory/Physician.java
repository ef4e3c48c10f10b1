package health.foramen.referral.directory;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.Who;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A physician who refers. The entry begins when one with an account refers for the first time, or when the front desk enters somebody's fax. It says
 * to which practice a referral belongs, and so who sees it: {@code practice} is the code that the practice's accounts carry, or one that no account
 * has yet.
 *
 * @param id      follows from practice and name: the same physician entered twice is one
 * @param npi     National Provider Identifier, ten digits
 * @param phone   E.164, with the extension if there is one: {@code +13125550101;ext=22}; {@code fax} has none
 * @param account the id of the person who signs in as this physician
 * @param history who corrected how the physician is reached, the newest last
 */
public record Physician(UUID id, long version, String name, String practice, String practiceName, Optional<String> npi, Optional<String> phone,
                        Optional<String> fax, Optional<String> email, Optional<String> account, List<Change> history) {

    public Physician {
        // Entries of before it was kept have none.
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** How a physician is reached, as the desk has it now; what is absent is not known. */
    public record Reach(Optional<String> npi, Optional<String> phone, Optional<String> fax, Optional<String> email) {
    }

    /** As somebody describes one. @param practice a known code; {@code practiceName} for one that is not known yet */
    public record Described(String name, Optional<String> practice, Optional<String> practiceName, Optional<String> npi, Optional<String> phone, Optional<String> fax,
                            Optional<String> email) {
    }

    /** Name and practice, as one says them. */
    public String words() {
        return name + ", " + practiceName;
    }

    /** The newest that was said of each way to reach the physician holds; what was not said stays. */
    Physician said(Described now) {
        return new Physician(id, version, now.name(), practice, now.practiceName().orElse(practiceName), now.npi().or(this::npi), now.phone().or(this::phone),
                now.fax().or(this::fax), now.email().or(this::email), account, history);
    }

    public Reach reach() {
        return new Reach(npi, phone, fax, email);
    }

    /** The whole of it is replaced, so that a number that is no longer theirs can go. */
    Physician reachedBy(Reach now, Who by, String why, Instant at) {
        return new Physician(id, version, name, practice, practiceName, now.npi(), now.phone(), now.fax(), now.email(), account,
                Change.append(history, Change.of(at, by, "changed " + String.join(", ", differences(now)), why)));
    }

    /** Which, not what: the history is read by more people than the numbers. */
    private List<String> differences(Reach now) {
        var changed = new ArrayList<String>();
        if (!now.npi().equals(npi)) {
            changed.add("NPI");
        }
        if (!now.phone().equals(phone)) {
            changed.add("phone");
        }
        if (!now.fax().equals(fax)) {
            changed.add("fax");
        }
        if (!now.email().equals(email)) {
            changed.add("e-mail");
        }
        return changed;
    }

    Physician signingInAs(String person) {
        return new Physician(id, version, name, practice, practiceName, npi, phone, fax, email, Optional.of(person), history);
    }

    /** As it is stored after a change. */
    public Physician next() {
        return new Physician(id, version + 1, name, practice, practiceName, npi, phone, fax, email, account, history);
    }

    /** The last digit checks the others: Luhn's sum over the digits after the prefix 80840 (45 CFR 162.406, ISO/IEC 7812). */
    public static boolean isNpi(String digits) {
        if (!digits.matches("[12]\\d{9}")) {
            return false;
        }
        int sum = 24;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(9 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /** Words as a search compares them: without accents, case, punctuation and titles. */
    public static List<String> searchable(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[\\p{M}\\p{Cf}]", "").toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\p{Z}\\s]+", " ").strip();
        return Arrays.stream(plain.split(" ")).filter(word -> !word.isEmpty() && !word.equals("dr") && !word.equals("md")).distinct().toList();
    }
}
