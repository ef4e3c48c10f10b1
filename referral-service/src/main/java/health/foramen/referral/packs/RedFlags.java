package health.foramen.referral.packs;

import java.util.Map;

/** Signs that never enter a queue. {@code instruction} is what the submitter reads at once. */
public record RedFlags(PackInfo info, String instruction, Map<String, String> sentences) {

    public static final String BLADDER_OR_BOWEL = "bladder-or-bowel";
    public static final String SADDLE_NUMBNESS = "saddle-numbness";
    public static final String WEAKNESS_BOTH_LEGS = "weakness-both-legs";
    public static final String WEAKNESS_PROGRESSIVE = "weakness-progressive";

    public RedFlags {
        sentences = Map.copyOf(sentences);
        for (var sign : new String[] {BLADDER_OR_BOWEL, SADDLE_NUMBNESS, WEAKNESS_BOTH_LEGS, WEAKNESS_PROGRESSIVE}) {
            if (!sentences.containsKey(sign)) {
                throw new IllegalArgumentException("the sign " + sign + " has no sentence");
            }
        }
    }
}
