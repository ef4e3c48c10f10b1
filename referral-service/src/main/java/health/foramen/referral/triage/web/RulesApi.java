package health.foramen.referral.triage.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.web.FindingView;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.referral.triage.OverridesGiven;
import health.foramen.referral.triage.TryingReferrals;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The rules at work: trying a referral against another day, and which findings clinicians have overridden. */
@RestController
public final class RulesApi {

    public record TriedView(LocalDate day, List<FindingView> findings, List<FindingView> anew, List<FindingView> gone) {
    }

    public record OverrideView(String referralId, Instant at, String by, String rule, Optional<String> reason) {
    }

    public record CountView(String rule, long count) {
    }

    public record OverridesView(List<OverrideView> overrides, List<CountView> byRule, Optional<String> next) {
    }

    private final TryingReferrals trying;
    private final OverridesGiven overrides;
    private final Packs packs;
    private final Clock clock;

    public RulesApi(TryingReferrals trying, OverridesGiven overrides, Packs packs, Clock clock) {
        this.trying = trying;
        this.overrides = overrides;
        this.packs = packs;
        this.clock = clock;
    }

    /** {day, referralId} or {day, referral}. Nothing is stored. */
    @PostMapping("/api/packs/try")
    ResponseEntity<?> tried(@RequestBody JsonNode body) {
        var reading = Reading.of(body);
        var day = reading.needed("day", reading.date("day"));
        var id = reading.line("referralId", 40);
        id.filter(text -> !text.matches("[0-9a-fA-F-]{36}")).ifPresent(_ -> reading.wrong("referralId", "An id is expected."));
        if (id.isPresent() == reading.says("referral")) {
            reading.wrong("referral", "Either a referralId or a referral is expected.");
        }
        Mistakes.refuse(reading.mistakes());
        if (id.isPresent()) {
            reading.nothingElse();
            Mistakes.refuse(reading.mistakes());
            return trying.stored(UUID.fromString(id.get()), day.orElseThrow()).<ResponseEntity<?>>map(tried -> ResponseEntity.ok(view(tried)))
                    .orElseGet(() -> RefusalProblems.of(new Refusal.UnknownReferral()).response());
        }
        var referral = reading.object("referral");
        referral.object("patient");
        var intake = IntakeReader.read(referral, packs.on(day.orElseThrow()), LocalDate.now(clock), false);
        referral.nothingElse();
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return ResponseEntity.ok(view(trying.invented(intake, day.orElseThrow())));
    }

    @GetMapping("/api/packs/overrides")
    OverridesView overridden(@RequestParam Optional<String> cursor) {
        var given = overrides.read(cursor);
        return new OverridesView(given.entries().stream().map(entry -> new OverrideView(entry.referralId().toString(), entry.at(), entry.by().name(), entry.rule(), entry.reason()))
                .toList(), given.byRule().entrySet().stream().map(count -> new CountView(count.getKey(), count.getValue())).toList(), given.next());
    }

    private static TriedView view(TryingReferrals.Tried tried) {
        return new TriedView(tried.day(), FindingView.of(tried.findings()), FindingView.of(tried.anew()), FindingView.of(tried.gone()));
    }
}
