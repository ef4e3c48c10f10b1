package health.foramen.sandbox.fault.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import health.foramen.sandbox.fault.Fault;
import health.foramen.sandbox.fault.Fault.Kind;
import health.foramen.sandbox.fault.Faults;

import static health.foramen.sandbox.problem.Problems.problem;

/** {@code POST} switches on exactly the faults it names, {@code DELETE} switches all off, {@code GET} says what is left of them. */
@RestController
@RequestMapping("/sandbox/faults")
final class FaultsApi {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wanted(String kind, Integer times, Double share, String to, Integer millis, Integer seconds) {

        static Wanted of(Fault fault) {
            return new Wanted(fault.kind().code(), fault.times().orElse(null), fault.share().orElse(null), fault.to().orElse(null),
                    fault.millis().orElse(null), fault.seconds().orElse(null));
        }

        Fault fault() {
            Kind known = Kind.of(kind == null ? "" : kind).orElseThrow(() -> new IllegalArgumentException(
                    "kind must be one of " + Arrays.stream(Kind.values()).map(Kind::code).collect(Collectors.joining(", "))));
            return new Fault(known, Optional.ofNullable(times), Optional.ofNullable(share), Optional.ofNullable(to),
                    Optional.ofNullable(millis), Optional.ofNullable(seconds));
        }
    }

    record FaultList(List<Wanted> faults) {
    }

    private final Faults faults;

    FaultsApi(Faults faults) {
        this.faults = faults;
    }

    @GetMapping
    FaultList show() {
        return new FaultList(faults.active().stream().map(Wanted::of).toList());
    }

    @PostMapping
    ResponseEntity<?> replace(@RequestBody FaultList wanted) {
        try {
            faults.replace(wanted.faults() == null ? List.of() : wanted.faults().stream().map(Wanted::fault).toList());
        } catch (IllegalArgumentException wrong) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-fields", wrong.getMessage());
        }
        return ResponseEntity.ok(show());
    }

    @DeleteMapping
    FaultList clear() {
        faults.replace(List.of());
        return show();
    }
}
