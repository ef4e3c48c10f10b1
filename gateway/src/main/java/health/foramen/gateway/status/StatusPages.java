package health.foramen.gateway.status;

import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class StatusPages {

    private final AskingServices asking;

    StatusPages(AskingServices asking) {
        this.asking = asking;
    }

    /** One part of the suite. The state is a word of the stylesheet, the word and the sentence are for people. */
    record Line(String service, String title, String state, String word, String sentence, boolean deadLetters) {

        static Line of(ServiceHealth health) {
            String service = health.neighbour().service();
            String title = health.neighbour().title();
            return switch (health) {
                case ServiceHealth.Ready ready when late(ready) -> new Line(service, title, "warn", "events wait",
                        "It answers, but an event has waited for %s to be sent. Is the message broker away? Nothing is lost; it is sent when the broker is back."
                                .formatted(words(ready.oldestUnsent().orElseThrow())), ready.deadLetters().isPresent());
                case ServiceHealth.Ready ready when ready.deadLetters().orElse(0L) > 0 -> new Line(service, title, "warn", "dead letters",
                        "It answers. Events that could not be read lie aside until somebody looks at them: %d.".formatted(ready.deadLetters().getAsLong()), true);
                case ServiceHealth.Ready ready -> new Line(service, title, "ok", "ready",
                        "It answers within %d ms.".formatted(ready.took().toMillis()), ready.deadLetters().isPresent());
                case ServiceHealth.NotReady _ -> new Line(service, title, "stop", "not ready",
                        "It runs but cannot work: most likely its database does not answer.", false);
                case ServiceHealth.Silent _ -> new Line(service, title, "stop", "away",
                        "It does not answer. Its pages say so and can be asked again in a moment.", false);
            };
        }

        private static boolean late(ServiceHealth.Ready ready) {
            return ready.oldestUnsent().filter(age -> age.compareTo(Duration.ofSeconds(10)) > 0).isPresent();
        }

        private static String words(Duration age) {
            return age.toMinutes() < 2 ? age.toSeconds() + " seconds" : age.toHours() < 2 ? age.toMinutes() + " minutes" : age.toHours() + " hours";
        }
    }

    @GetMapping("/status")
    String status(Model model) {
        List<Line> lines = asking.all().stream().map(Line::of).toList();
        long unwell = lines.stream().filter(line -> !"ok".equals(line.state())).count();
        model.addAttribute("lines", lines);
        model.addAttribute("summary", unwell == 0 ? "Everything works." : unwell == 1 ? "One part needs a look." : unwell + " parts need a look.");
        return "status";
    }
}
