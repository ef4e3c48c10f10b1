package health.foramen.scheduling.site;

/** One thing that is wrong with what somebody sent: where (a JSON pointer) and what, in a sentence. */
public record Fault(String pointer, String detail) {
}
