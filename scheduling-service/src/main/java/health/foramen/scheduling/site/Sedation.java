package health.foramen.scheduling.site;

/** How deep a patient sleeps, in rising order. Anything but none asks for a nurse and a monitored bay. */
public enum Sedation implements Coded {
    NONE, MINIMAL, MODERATE, DEEP;

    public boolean sedated() {
        return this != NONE;
    }

    public boolean atMost(Sedation other) {
        return compareTo(other) <= 0;
    }
}
