package health.foramen.notification.journey.web;

import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.Pauses.Pause;
import health.foramen.notification.journey.PausingChannels;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the dispatcher of this instance goes, and which channels are stopped everywhere. */
@RestController
@RequestMapping("/api/journeys/dispatch")
class DispatchApi {

    record ChannelAnswer(String channel, boolean paused, Optional<String> by, Optional<String> why, Optional<Instant> since) {
    }

    record DispatchAnswer(int waiting, long overdueSeconds, int inWork, int atOnce, List<ChannelAnswer> channels) {
    }

    record Wish(String why) {
    }

    private final Dispatching dispatching;
    private final PausingChannels pausing;

    DispatchApi(Dispatching dispatching, PausingChannels pausing) {
        this.dispatching = dispatching;
        this.pausing = pausing;
    }

    @GetMapping
    DispatchAnswer state() {
        Dispatching.State state = dispatching.state();
        Map<Channel, Pause> paused = pausing.paused();
        return new DispatchAnswer(state.waiting(), state.overdue().toSeconds(), state.inWork(), state.atOnce(),
                PausingChannels.CAN_PAUSE.stream().sorted(Comparator.naturalOrder()).map(channel -> answer(channel, Optional.ofNullable(paused.get(channel)))).toList());
    }

    private static ChannelAnswer answer(Channel channel, Optional<Pause> pause) {
        return new ChannelAnswer(channel.word(), pause.isPresent(), pause.map(Pause::by), pause.map(Pause::why), pause.map(Pause::since));
    }

    /** Pausing what is paused leaves the first pause as it is. */
    @PutMapping("/pauses/{channel}")
    ResponseEntity<?> pause(@PathVariable String channel, @RequestBody Wish wish, Person person) {
        Optional<Channel> known = channel(channel);
        if (known.isEmpty()) {
            return unknown();
        }
        Optional<String> breach = StatusPages.breach(wish.why());
        if (breach.isPresent()) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", breach.get()).error("/why", breach.get()).response();
        }
        pausing.pause(known.get(), person.name(), wish.why().strip());
        return ResponseEntity.ok(answer(known.get(), Optional.ofNullable(pausing.paused().get(known.get()))));
    }

    @DeleteMapping("/pauses/{channel}")
    ResponseEntity<?> resume(@PathVariable String channel) {
        Optional<Channel> known = channel(channel);
        if (known.isEmpty()) {
            return unknown();
        }
        pausing.resume(known.get());
        return ResponseEntity.noContent().build();
    }

    static Optional<Channel> channel(String word) {
        return PausingChannels.CAN_PAUSE.stream().filter(channel -> channel.word().equals(word)).findFirst();
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-channel", "The channels are text and email.").response();
    }
}
