package health.foramen.referral.packs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.foramen.referral.care.Family;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.packs.BloodThinners.Hold;
import health.foramen.referral.packs.Confidence;
import health.foramen.referral.packs.RiskClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlPacksTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    private Path own(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theShippedPacksSayWhatTheDomainSays() {
        var rules = YamlPacks.shipped().on(TODAY);
        var nerveRoot = rules.catalogue().entry(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL);
        assertThat(nerveRoot.guidance()).containsExactly(Guidance.FLUOROSCOPY, Guidance.CT);
        assertThat(nerveRoot.codes(2, List.of(Guidance.CT))).containsExactly("64483", "64484");
        assertThat(rules.catalogue().entry(Procedure.GENERAL_JOINT).codes(0, List.of(Guidance.ULTRASOUND))).containsExactly("20611");
        var facet = rules.catalogue().entry(Procedure.FACET_CERVICAL_THORACIC);
        assertThat(facet.risk(List.of(SpinalLevel.T4))).isEqualTo(RiskClass.LOW);
        assertThat(facet.risk(List.of(SpinalLevel.C5))).isEqualTo(RiskClass.INTERMEDIATE);
        assertThat(rules.catalogue().entry(Procedure.FACET_LUMBAR_SACRAL).spans(Sedation.NONE).recoveryMinutes()).isEqualTo(15);
        assertThat(rules.catalogue().entry(Procedure.FACET_LUMBAR_SACRAL).spans(Sedation.MODERATE).recoveryMinutes()).isEqualTo(60);
        assertThat(rules.bloodThinners().drug("warfarin").orElseThrow().intermediate()).isEqualTo(new Hold.Days(5, Optional.of("a normal INR")));
        assertThat(rules.bloodThinners().drug("apixaban").orElseThrow().confidence()).isEqualTo(Confidence.VERIFY);
        assertThat(rules.bloodThinners().drug("dabigatran").orElseThrow().low()).isEqualTo(new Hold.ClinicianEnters());
        assertThat(rules.payers().keySet()).containsExactlyInAnyOrder("medicare", "evicore", "bcbs-ma", "self-pay");
        assertThat(rules.payer("medicare").orElseThrow().terms(Family.RADIOFREQUENCY).orElseThrow().sessions().getFirst().count()).isEqualTo(2);
    }

    @Test
    void theNewestPackInForceOnTheDayApplies() {
        var packs = YamlPacks.shipped();
        assertThat(packs.on(LocalDate.of(2023, 6, 30)).payer("medicare").orElseThrow().terms(Family.FACET).orElseThrow().authorisationIn()).isEmpty();
        assertThat(packs.on(LocalDate.of(2023, 7, 1)).payer("medicare").orElseThrow().terms(Family.FACET).orElseThrow().authorisationIn()).isNotEmpty();
        assertThat(packs.on(LocalDate.of(2021, 12, 4)).payer("medicare")).isEmpty();
    }

    @Test
    void theClinicsOwnPackChangesOnlyTheValuesItStates() throws IOException {
        own("ours.yaml", """
                kind: blood-thinners
                name: blood-thinners
                version: "ours-1"
                effectiveFrom: 2026-06-01
                reviewer: Dr. Ruth Weiss
                drugs:
                  apixaban:
                    intermediate: {days: 4}
                """);
        var packs = YamlPacks.withFolder(folder);
        assertThat(packs.on(LocalDate.of(2026, 5, 31)).bloodThinners().drug("apixaban").orElseThrow().intermediate()).isEqualTo(new Hold.Days(3, Optional.empty()));
        var ours = packs.on(TODAY).bloodThinners();
        assertThat(ours.drug("apixaban").orElseThrow().intermediate()).isEqualTo(new Hold.Days(4, Optional.empty()));
        assertThat(ours.drug("apixaban").orElseThrow().low()).isEqualTo(new Hold.SharedDecision());
        assertThat(ours.drug("warfarin")).isPresent();
        assertThat(ours.info().reviewer()).isEqualTo("Dr. Ruth Weiss");
    }

    @Test
    void aPayerOfTheClinicsOwnIsAdded() throws IOException {
        own("union.yml", """
                kind: payer
                name: union-fund
                title: Union fund
                version: "1"
                effectiveFrom: 2026-01-01
                source: contract
                confidence: stated
                reviewer: Alex Petrov
                families:
                  epidural:
                    sessions: [{count: 2, months: 12}]
                """);
        assertThat(YamlPacks.withFolder(folder).on(TODAY).payer("union-fund").orElseThrow().title()).isEqualTo("Union fund");
    }

    @Test
    void aBrokenPackNamesFileLineAndReason() throws IOException {
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nseverePain: eleven\n", "line 4", "expected a whole number");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nseverePain: 11\n", "line 4", "from 0 to 10");
        broken("kind: screens\nname: screens\neffectiveFrom: soon\n", "line 3", "expected a date");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\npainWeks: 5\n", "line 4", "painWeks is not known");
        broken("kind: screens\nname: scrs\neffectiveFrom: 2026-01-01\n", "line 1", "screens/scrs is not known");
        broken("kind: screens\n  name: [\n", "line 2", "");
        broken("kind: blood-thinners\nname: blood-thinners\neffectiveFrom: 2026-01-01\ndrugs:\n  apixaban:\n    low: sometimes\n", "line 6", "a hold is none");
        broken("kind: catalogue\nname: procedures\neffectiveFrom: 2026-01-01\nprocedures:\n  interlaminar-lumbar:\n    guidance: []\n", "line 6", "at least one entry");
        broken("kind: payer\nname: medicare\neffectiveFrom: 2026-01-01\nfamilies:\n  epidurals: {}\n", "line 5", "epidurals is not known");
        broken("", "line 1", "empty");
        assertThatThrownBy(() -> YamlPacks.withFolder(folder.resolve("nowhere"))).isInstanceOf(BrokenPack.class).hasMessageContaining("is not there");
    }

    private void broken(String text, String line, String reason) throws IOException {
        var file = own("broken.yaml", text);
        assertThatThrownBy(() -> YamlPacks.withFolder(folder)).as(text).isInstanceOf(BrokenPack.class).hasMessageContaining(file.toString())
                .hasMessageContaining(line).hasMessageContaining(reason);
        Files.delete(file);
    }
}
