package health.foramen.referral.emergency.web;

import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.safeguard.People;
import health.foramen.safeguard.Reader;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** How many emergencies wait for a clinician, on every page that a clinician opens here, and the desk, which can fetch one. */
@ControllerAdvice
final class EmergencyBanner {

    private final AnsweringEmergencies emergencies;
    private final People people;

    EmergencyBanner(AnsweringEmergencies emergencies, People people) {
        this.emergencies = emergencies;
        this.people = people;
    }

    @ModelAttribute("openEmergencies")
    int open(HttpServletRequest request) {
        return Reader.isAPerson(request) && people.current().filter(person -> person.isAny(Role.CLINICIAN, Role.FRONT_DESK)).isPresent() ? emergencies.open().size() : 0;
    }
}
