package health.foramen.sandbox.text.store;

import com.fasterxml.jackson.annotation.JsonInclude;

import health.foramen.sandbox.text.Direction;
import health.foramen.sandbox.text.Status;

/**
 * One line of the roll. Exactly one of three: the roll's {@code epoch} (its first line), a text ({@code direction} is there), or
 * what became of the text at {@code place}.
 *
 * @param at milliseconds since 1970, business time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Entry(String epoch, Direction direction, String to, String from, String body, Long at, String callback, String service,
        Integer place, Status status, Integer error) {

    static Entry epoch(String epoch) {
        return new Entry(epoch, null, null, null, null, null, null, null, null, null, null);
    }

    static Entry text(Direction direction, String to, String from, String body, long at, String callback, String service) {
        return new Entry(null, direction, to, from, body, at, callback, service, null, null, null);
    }

    static Entry settled(int place, Status status, Integer error) {
        return new Entry(null, null, null, null, null, null, null, null, place, status, error);
    }
}
