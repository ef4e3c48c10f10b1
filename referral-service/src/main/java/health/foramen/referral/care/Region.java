package health.foramen.referral.care;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The part of the body a payer counts in: one injection session treats one region. */
public enum Region implements Coded {
    CERVICAL_THORACIC("cervical-thoracic", EnumSet.range(SpinalLevel.C1, SpinalLevel.T12)),
    LUMBAR_SACRAL("lumbar-sacral", EnumSet.range(SpinalLevel.L1, SpinalLevel.CO)),
    /** A joint of a limb: knee, shoulder. */
    PERIPHERAL("peripheral", Set.of()),
    /** A consultation: nothing is injected. */
    NONE("none", Set.of());

    private final String code;
    private final Set<SpinalLevel> levels;

    Region(String code, Set<SpinalLevel> levels) {
        this.code = code;
        this.levels = levels;
    }

    @Override
    public String code() {
        return code;
    }

    public boolean isSpinal() {
        return !levels.isEmpty();
    }

    public boolean contains(SpinalLevel level) {
        return levels.contains(level);
    }

    public List<SpinalLevel> levels() {
        return levels.stream().sorted().toList();
    }
}
