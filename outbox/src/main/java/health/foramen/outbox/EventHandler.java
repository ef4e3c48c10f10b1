package health.foramen.outbox;

import java.util.Set;

/**
 * What a service does when another one states a fact. Declared as a bean in a {@code messaging} package.
 *
 * <p>It may be called with the same event again, at any time: after a restart, a replay, a re-balance. It calls no other
 * service. It throws {@link PoisonEvent} for what can never be applied; a store that is away it lets fly by.
 */
public interface EventHandler {

    /** The topic that the types are read from. */
    String topic();

    /** The event types that it reads; a type has one handler in a service. */
    Set<String> types();

    Handled handle(IncomingEvent event);
}
