package health.foramen.safeguard;

/** The issuer is away or does not know this service: the neighbour cannot be asked now. */
public final class ServiceTokenUnavailable extends RuntimeException {

    ServiceTokenUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
