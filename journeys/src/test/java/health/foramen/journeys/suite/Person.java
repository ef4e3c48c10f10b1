package health.foramen.journeys.suite;

/** Somebody of the demo clinic. */
public enum Person {

    DR_AMIN("dr.amin"),
    DR_BROOKS("dr.brooks"),
    DANA("dana"),
    FELIX("felix"),
    DR_HADDAD("dr.haddad"),
    DR_OKAFOR("dr.okafor"),
    ALEX("alex");

    private final String id;

    Person(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The last part of the name and {@code -demo}. */
    public String password() {
        return id.substring(id.lastIndexOf('.') + 1) + "-demo";
    }
}
