package health.foramen.referral.care;

import java.util.List;
import java.util.Optional;

/**
 * What triage decided, whole: everything that another service needs to find a place and a team, so that nobody else has to know the
 * catalogue. Empty {@code sites} and {@code clinicians} mean any.
 *
 * @param guidance any one of these
 * @param fasting  nothing to eat for hours before, because of sedation
 */
public record Plan(Procedure procedure, List<String> cpt, Region region, List<SpinalLevel> levels, Optional<Side> side,
                   List<Guidance> guidance, boolean contrast, Sedation sedation, boolean monitoring, Position position,
                   List<Setting> settings, List<String> sites, List<String> clinicians, Spans spans, boolean escortRequired,
                   boolean fasting, boolean bloodThinnerHeld) {

    public Plan {
        cpt = List.copyOf(cpt);
        levels = List.copyOf(levels);
        guidance = List.copyOf(guidance);
        settings = List.copyOf(settings);
        sites = List.copyOf(sites);
        clinicians = List.copyOf(clinicians);
    }

    /** In one line: "transforaminal lumbar sacral, L5, left". */
    public String words() {
        return words(procedure, levels, side);
    }

    public static String words(Procedure procedure, List<SpinalLevel> levels, Optional<Side> side) {
        var words = new StringBuilder(procedure.words());
        if (!levels.isEmpty()) {
            words.append(", ").append(String.join(" ", levels.stream().map(SpinalLevel::code).toList()));
        }
        side.ifPresent(known -> words.append(", ").append(known.words()));
        return words.toString();
    }
}
