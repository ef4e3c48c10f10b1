package health.foramen.benchmarks.running;

/// Those of the demo clinic's people whom the benchmarks play.
public enum Person {
    DR_AMIN("dr.amin"), DR_HADDAD("dr.haddad"), DANA("dana"), ALEX("alex");

    private final String id;

    Person(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    String password() {
        return id.substring(id.lastIndexOf('.') + 1) + "-demo";
    }
}
