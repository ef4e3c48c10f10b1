package health.foramen.scheduling.day;

/** Who did something: a person of the clinic, the patient, or a service. */
public record Actor(String id, String name) {

    public static final Actor PATIENT = new Actor("patient", "Patient");
    public static final Actor SCHEDULING = new Actor("scheduling-service", "Scheduling");
}
