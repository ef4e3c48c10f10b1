package health.foramen.scheduling.job;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that was asked for once and takes many steps. Somebody asks for it and may leave; one instance at a time works it
 * off, step by step, each noted as it is done; if that instance dies, another goes on with the first step that is not noted.
 * When the last is noted, the job is kept as the record of who wanted what and what became of it.
 *
 * @param kind     the word by which its worker is found
 * @param title    what people read about it
 * @param back     where whoever looks at it goes on afterwards
 * @param request  a hash of what was asked, so that one id cannot mean two things
 * @param finished when the last step was noted
 */
public record Job(String id, String kind, String title, String back, String by, String name, String request, Instant asked, List<Step> steps,
        Optional<Instant> finished) {

    /** More than a site publishes in a quarter; a bound for the document. */
    public static final int MOST_STEPS = 1_000;

    /**
     * @param what   what is to be done, in words that the worker of this kind understands
     * @param became a code once it is done: published, unchanged, moved, to-worklist, failed …
     * @param note   what a person reads beside it
     */
    public record Step(Map<String, String> what, Optional<String> became, Optional<String> note) {

        public Step {
            what = Map.copyOf(what);
        }

        public static Step of(Map<String, String> what) {
            return new Step(what, Optional.empty(), Optional.empty());
        }
    }

    /** What became of a step. */
    public record Done(String became, Optional<String> note) {

        public static Done of(String became) {
            return new Done(became, Optional.empty());
        }

        public static Done of(String became, String note) {
            return new Done(became, Optional.of(note));
        }
    }

    public Job {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(asked);
        steps = List.copyOf(steps);
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a job has at most " + MOST_STEPS + " steps");
        }
    }

    public int done() {
        return (int) steps.stream().filter(s -> s.became().isPresent()).count();
    }

    /** How many steps ended in which way, in the order in which the ways first occurred. */
    public Map<String, Long> counts() {
        return steps.stream().flatMap(s -> s.became().stream()).collect(Collectors.groupingBy(b -> b, LinkedHashMap::new, Collectors.counting()));
    }
}
