package health.foramen.scheduling.day;

/** The pause before the needle: the team agrees aloud on patient, side, level and clearances; one of them signs. */
public record TimeOut(boolean patient, boolean side, boolean level, boolean clearances, String by) {

    public boolean complete() {
        return patient && side && level && clearances && by != null && !by.isBlank();
    }
}
