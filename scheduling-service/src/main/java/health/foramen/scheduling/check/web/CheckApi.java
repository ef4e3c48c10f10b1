package health.foramen.scheduling.check.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.check.CheckingEverything;
import health.foramen.scheduling.check.KeepingTheirWord;
import health.foramen.scheduling.day.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CheckApi {

    private final CheckingEverything checking;
    private final KeepingTheirWord keeping;

    CheckApi(CheckingEverything checking, KeepingTheirWord keeping) {
        this.checking = checking;
        this.keeping = keeping;
    }

    @GetMapping("/api/check")
    CheckingEverything.Report check() {
        return checking.check();
    }

    /** After the rules of a zone were changed: what patients were told stays, what is claimed follows. */
    @PostMapping("/api/check/times")
    KeepingTheirWord.Report times(Person person) {
        return keeping.repair(new Actor(person.id(), person.name()));
    }
}
