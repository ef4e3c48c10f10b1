package health.foramen.referral.directory;

import health.foramen.referral.care.Who;
import health.foramen.referral.directory.Physician.Described;
import health.foramen.referral.directory.Physician.Reach;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.zip.CRC32;

/** Looking a physician up, or entering one who is not there yet. */
public final class KeepingDirectory {

    private final Directory directory;
    private final BiFunction<String, String, UUID> ids;

    /** @param ids from the practice's code and the folded name */
    public KeepingDirectory(Directory directory, BiFunction<String, String, UUID> ids) {
        this.directory = directory;
        this.ids = ids;
    }

    public Optional<Physician> find(UUID id) {
        return directory.find(id);
    }

    public List<Physician> search(String words, int most) {
        return Physician.searchable(words).isEmpty() ? List.of() : directory.search(words, most);
    }

    public List<Directory.Practice> practices() {
        return directory.practices();
    }

    public Optional<Directory.Practice> practice(String code) {
        return directory.practices().stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** Those of a practice, in the order of their names. */
    public List<Physician> of(String practice) {
        return directory.of(practice);
    }

    /** How a physician is reached has changed. @param seen the version that was read; without it the newest is changed */
    public DirectoryOutcome correct(UUID id, OptionalLong seen, Reach reach, Who by, String why, Instant at) {
        while (true) {
            var known = directory.find(id);
            if (known.isEmpty()) {
                return new DirectoryOutcome.Unknown();
            }
            var physician = known.get();
            if (physician.reach().equals(reach)) {
                return new DirectoryOutcome.Unchanged(physician);
            }
            if (seen.isPresent() && seen.getAsLong() != physician.version()) {
                return new DirectoryOutcome.Stale(physician);
            }
            var next = physician.reachedBy(reach, by, why, at).next();
            if (directory.replace(physician, next)) {
                return new DirectoryOutcome.Changed(next);
            }
        }
    }

    /** The desk enters a physician, or says something new about one. */
    public Physician enter(Described described) {
        var code = described.practice().orElseGet(() -> codeOf(described.practiceName().orElseThrow()));
        var name = described.practiceName().or(() -> directory.practices().stream().filter(known -> known.code().equals(code)).map(Directory.Practice::name).findFirst())
                .orElse(code);
        var first = new Physician(ids.apply(code, folded(described.name())), 0, described.name(), code, name, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());
        return directory.put(first.said(described), known -> known.said(described));
    }

    /** Somebody with an account refers: next time the desk finds them. */
    public Physician signedIn(String person, String name, String practice) {
        var id = ids.apply(practice, folded(name));
        var known = directory.find(id).filter(physician -> physician.account().isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        var practiceName = directory.practices().stream().filter(each -> each.code().equals(practice)).map(Directory.Practice::name).findFirst().orElse(practice);
        var first = new Physician(id, 0, name, practice, practiceName, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(person), List.of());
        return directory.put(first, entered -> entered.account().isPresent() ? entered : entered.signingInAs(person));
    }

    /**
     * For a practice of which only the name is known. It ends in digits of its own, so that it never happens to be the code of a practice with accounts:
     * that would show it somebody else's patients.
     */
    static String codeOf(String practiceName) {
        var words = String.join("-", Physician.searchable(practiceName));
        var plain = words.replaceAll("[^a-z0-9-]+", "").replaceAll("^-+|-+$", "");
        var sum = new CRC32();
        sum.update(words.getBytes(StandardCharsets.UTF_8));
        return (plain.isEmpty() ? "practice" : plain.substring(0, Math.min(40, plain.length()))) + "-%08x".formatted(sum.getValue());
    }

    private static String folded(String name) {
        var words = String.join(" ", Physician.searchable(name));
        return words.isEmpty() ? name : words;
    }
}
