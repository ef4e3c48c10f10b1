package health.foramen.referral.referral.web;

import health.foramen.referral.referral.Referral;
import java.util.List;
import java.util.stream.IntStream;

/** One dot of the passage from received to closed. @param mark class of the stylesheet */
public record Dot(String word, String mark) {

    private static final List<String> WORDS = List.of("received", "triaged", "booked", "done", "relief", "closed");

    /** Those that lie behind are filled, the last of them is where it stands. */
    public static List<Dot> of(Referral referral) {
        var behind = referral.state().dots();
        return IntStream.range(0, WORDS.size()).mapToObj(i -> new Dot(WORDS.get(i),
                i < behind - 1 || behind == WORDS.size() && i < behind ? "is-done" : i == behind - 1 ? "is-now" : "")).toList();
    }
}
