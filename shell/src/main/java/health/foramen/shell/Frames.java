package health.foramen.shell;

import java.time.Clock;

import health.foramen.safeguard.People;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the frame into every page's model; also for those who render a page without a controller. */
@ControllerAdvice
public final class Frames {

    private final People people;
    private final Clock clock;

    Frames(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @ModelAttribute(Frame.NAME)
    public Frame frame() {
        return Frame.around(people.current(), clock.instant());
    }
}
