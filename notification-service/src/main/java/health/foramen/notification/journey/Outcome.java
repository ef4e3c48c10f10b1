package health.foramen.notification.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a decision about a journey came to. */
public sealed interface Outcome {

    record Changed(Journey journey, List<JourneyEvent> events) implements Outcome {
        public Changed {
            events = List.copyOf(events);
        }
    }

    /** It is as it should be already. */
    record Unchanged() implements Outcome {
    }

    /** One decision after another, as one change: what both have to tell is told. */
    default Outcome then(Journey before, Function<Journey, Outcome> next) {
        return switch (this) {
            case Unchanged _ -> next.apply(before);
            case Changed(Journey journey, var events) -> switch (next.apply(journey)) {
                case Unchanged _ -> this;
                case Changed(Journey last, var more) -> {
                    List<JourneyEvent> all = new ArrayList<>(events);
                    all.addAll(more);
                    yield new Changed(last, all);
                }
            };
        };
    }
}
