package health.foramen.notification.journey.web;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.Pauses.Pause;
import health.foramen.notification.journey.PausingChannels;
import health.foramen.notification.journey.Tallies;
import health.foramen.notification.journey.Tallies.Tally;
import health.foramen.safeguard.Person;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** For an administrator: do messages leave, does each provider answer, and the brake. */
@Controller
class StatusPages {

    static final int LONGEST_WHY = 200;

    record ChannelRow(String channel, String name, boolean paused, String by, String why, String iso, String state, String word, String sentence) {
    }

    record NeighbourRow(String name, String state, String word, String sentence) {
    }

    /** @param address as it was set */
    record OnCallRow(String address, String state, String word, String sentence) {
    }

    record Count(String name, long count) {
    }

    private final Dispatching dispatching;
    private final PausingChannels pausing;
    private final Tallies tallies;
    private final CircuitBreakerRegistry breakers;
    private final OnCall onCall;
    private final OptOuts numbers;
    private final NumberKey.Maker keys;
    private final Clock clock;

    StatusPages(Dispatching dispatching, PausingChannels pausing, Tallies tallies, CircuitBreakerRegistry breakers, OnCall onCall, OptOuts numbers, NumberKey.Maker keys,
            Clock clock) {
        this.dispatching = dispatching;
        this.pausing = pausing;
        this.tallies = tallies;
        this.breakers = breakers;
        this.onCall = onCall;
        this.numbers = numbers;
        this.keys = keys;
        this.clock = clock;
    }

    /** @return what is wrong with a reason; empty when it is one */
    static Optional<String> breach(String why) {
        return why == null || why.isBlank() ? Optional.of("Say why, so that others know.")
                : why.length() > LONGEST_WHY ? Optional.of("At most " + LONGEST_WHY + " characters.") : Optional.empty();
    }

    @GetMapping("/messages/status")
    String status(Model model) {
        fill(model);
        return "message-status";
    }

    @PostMapping("/messages/status/{channel}/pause")
    String pause(@PathVariable String channel, @RequestParam(defaultValue = "") String why, Person person, Model model, HttpServletResponse response) {
        Channel known = known(channel);
        Optional<String> breach = breach(why);
        if (breach.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            fill(model);
            model.addAttribute("error", breach.get());
            model.addAttribute("errorField", channel);
            model.addAttribute("kept", why);
            return "message-status";
        }
        pausing.pause(known, person.name(), why.strip());
        return "redirect:/messages/status";
    }

    @PostMapping("/messages/status/{channel}/resume")
    String resume(@PathVariable String channel) {
        pausing.resume(known(channel));
        return "redirect:/messages/status";
    }

    private static Channel known(String word) {
        return DispatchApi.channel(word).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private void fill(Model model) {
        Dispatching.State state = dispatching.state();
        Map<Channel, Pause> paused = pausing.paused();
        model.addAttribute("summary", summary(state, paused));
        model.addAttribute("channels", PausingChannels.CAN_PAUSE.stream().sorted(Comparator.naturalOrder()).map(channel -> row(channel, paused)).toList());
        model.addAttribute("neighbours", List.of(neighbour("Text provider", "text"), neighbour("Mail server", "mail"), neighbour("Scheduling", "scheduling"),
                neighbour("Referrals and patients", "referral")));
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        List<Tally> counted = tallies.since(today);
        model.addAttribute("counts", List.of(count("Sent", "sent", counted), count("Delivered", "delivered", counted), count("Failed", "failed", counted),
                count("Not allowed", "suppressed", counted), count("Withdrawn", "cancelled", counted)));
        model.addAttribute("onCall", onCall.cards().stream().map(this::onCall).toList());
        model.addAttribute("state", state);
        model.addAttribute("error", null);
        model.addAttribute("errorField", "");
        model.addAttribute("kept", "");
    }

    private static String summary(Dispatching.State state, Map<Channel, Pause> paused) {
        String stopped = paused.isEmpty() ? "" : " " + String.join(" and ", paused.keySet().stream().map(StatusPages::name).toList()) + (paused.size() == 1 ? " is" : " are") + " paused.";
        if (state.waiting() == 0) {
            return "Everything that is due has left." + stopped;
        }
        return (state.waiting() == 1 ? "Messages of one visit are due and wait" : "Messages of " + state.waiting() + " visits are due and wait") + ", the oldest for "
                + inWords(state.overdue()) + "." + stopped;
    }

    private static String inWords(Duration time) {
        return time.toMinutes() < 2 ? time.toSeconds() + " seconds" : time.toHours() < 2 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }

    private static String name(Channel channel) {
        return switch (channel) {
            case TEXT -> "Text";
            case EMAIL -> "E-mail";
            case DESK -> "The front desk's list";
        };
    }

    private static ChannelRow row(Channel channel, Map<Channel, Pause> paused) {
        Pause pause = paused.get(channel);
        return pause == null
                ? new ChannelRow(channel.word(), name(channel), false, "", "", "", "ok", "open", "What falls due goes out.")
                : new ChannelRow(channel.word(), name(channel), true, pause.by(), pause.why(), pause.since().toString(), "warn", "paused",
                        "Paused by " + pause.by() + ": " + pause.why());
    }

    private NeighbourRow neighbour(String name, String breaker) {
        CircuitBreaker one = breakers.circuitBreaker(breaker);
        return switch (one.getState()) {
            case CLOSED, METRICS_ONLY, DISABLED -> new NeighbourRow(name, "ok", "answers", one.getMetrics().getNumberOfFailedCalls() == 0 ? "No trouble in the last calls."
                    : one.getMetrics().getNumberOfFailedCalls() + " of the last " + one.getMetrics().getNumberOfBufferedCalls() + " calls failed.");
            case HALF_OPEN -> new NeighbourRow(name, "wait", "is tried", "It failed too often; a few calls try whether it is back.");
            case OPEN, FORCED_OPEN -> new NeighbourRow(name, "stop", "rests", "It failed too often. Messages wait until their use-by, then become tasks.");
        };
    }

    private OnCallRow onCall(PatientCard contact) {
        if (contact.phone().isEmpty()) {
            return new OnCallRow(contact.email().orElseThrow(), "ok", "by e-mail", "Is written to while an emergency waits.");
        }
        String phone = contact.phone().get();
        OptOuts.Standing number = numbers.of(keys.of(phone));
        return number.out() ? new OnCallRow(phone, "stop", "wants no texts", "Its holder wrote STOP, and nobody reaches them: they can write START to the clinic's number.")
                : number.bad().map(because -> new OnCallRow(phone, "stop", "takes no texts", "The provider says so: " + because))
                .orElseGet(() -> new OnCallRow(phone, "ok", "by text", "Is texted while an emergency waits."));
    }

    private static Count count(String name, String state, List<Tally> counted) {
        return new Count(name, counted.stream().filter(tally -> tally.state().equals(state)).mapToLong(Tally::count).sum());
    }
}
