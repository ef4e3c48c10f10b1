package health.foramen.notification.journey;

import health.foramen.notification.journey.Standings.Asked;
import health.foramen.notification.journey.Standings.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/** Gathers the questions of all that is being dispatched: one goes at once, those that come while it is on its way go together in the next. */
final class AskingScheduling {

    private static final int BATCH = 200;

    /**
     * @param standing empty for an appointment that scheduling-service does not know
     * @param asOf     real time before which the question left: whatever happened until then is in the answer
     */
    record Answer(Optional<Standing> standing, Instant asOf) {
    }

    private record Waiting(Asked asked, CompletableFuture<Answer> answer) {
    }

    private final Standings standings;
    private final Clock real;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean onItsWay;

    AskingScheduling(Standings standings, Clock real) {
        this.standings = standings;
        this.real = real;
    }

    /** @throws Standings.Away when it cannot be asked */
    Answer ask(Asked asked) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        boolean mine;
        lock.lock();
        try {
            waiting.add(new Waiting(asked, answer));
            mine = !onItsWay;
            onItsWay = true;
        } finally {
            lock.unlock();
        }
        if (mine) {
            // On a thread of its own: whoever asked first need not serve those who ask after.
            Thread.ofVirtual().name("standing").start(this::askAll);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Standings.Away away) {
                throw away;
            }
            throw e;
        }
    }

    private void askAll() {
        for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
            Set<Asked> questions = new LinkedHashSet<>();
            batch.forEach(one -> questions.add(one.asked()));
            Instant asOf = real.instant();
            try {
                Map<String, Standing> answers = standings.ask(questions);
                batch.forEach(one -> one.answer().complete(new Answer(Optional.ofNullable(answers.get(one.asked().appointmentId())), asOf)));
            } catch (RuntimeException e) {
                batch.forEach(one -> one.answer().completeExceptionally(e));
            }
        }
    }

    private List<Waiting> next() {
        lock.lock();
        try {
            List<Waiting> batch = new ArrayList<>(waiting.subList(0, Math.min(BATCH, waiting.size())));
            waiting.subList(0, batch.size()).clear();
            onItsWay = !batch.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
