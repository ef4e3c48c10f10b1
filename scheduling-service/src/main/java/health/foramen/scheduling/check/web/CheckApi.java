package health.foramen.scheduling.check.web;

import health.foramen.scheduling.check.CheckingEverything;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CheckApi {

    private final CheckingEverything checking;

    CheckApi(CheckingEverything checking) {
        this.checking = checking;
    }

    @GetMapping("/api/check")
    CheckingEverything.Report check() {
        return checking.check();
    }
}
