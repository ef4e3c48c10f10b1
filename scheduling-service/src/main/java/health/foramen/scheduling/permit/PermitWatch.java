package health.foramen.scheduling.permit;

/** Whoever must act when a permit comes or goes. Called after the copy is kept, again when the event is delivered again. */
public interface PermitWatch {

    void granted(Permit permit);

    void withdrawn(Permit permit);
}
