package health.foramen.outbox;

/** A state as it was read, with the version that the next write must still find. */
public record Stored<T>(T state, long version) {
}
