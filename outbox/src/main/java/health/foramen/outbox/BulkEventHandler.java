package health.foramen.outbox;

import java.util.List;

/** A handler to which a hundred events that arrived together cost much less than a hundred times one. */
public interface BulkEventHandler extends EventHandler {

    /**
     * Events that arrived together, in their order; several may be of one key. When it throws, whatever it throws, each is handed to {@link #handle} by
     * itself, those too that were applied already.
     *
     * @return what became of each, in the same order
     */
    List<Handled> handleAll(List<IncomingEvent> events);

    @Override
    default Handled handle(IncomingEvent event) {
        return handleAll(List.of(event)).getFirst();
    }
}
