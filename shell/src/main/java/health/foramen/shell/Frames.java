package health.foramen.shell;

import java.time.Clock;

import health.foramen.safeguard.People;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the frame into every page's model. */
@ControllerAdvice
final class Frames {

    private final People people;
    private final Clock clock;

    Frames(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @ModelAttribute(Frame.NAME)
    Frame frame() {
        return Frame.around(people.current(), clock.instant());
    }
}
