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
        assertThat(rules.catalogue().entry(Procedure.FACET_LUMBAR_SACRAL).spans(Sedation.NONE, List.of()).recoveryMinutes()).isEqualTo(15);
        assertThat(rules.catalogue().entry(Procedure.FACET_LUMBAR_SACRAL).spans(Sedation.MODERATE, List.of()).recoveryMinutes()).isEqualTo(60);
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
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nseverePain: 6\nseverePain: 8\n", "line 5", "severePain stands twice");
        broken("name: screens\neffectiveFrom: 2026-01-01\n", "line 1", "the value kind is missing");
        broken("kind: screens\nname: screens\n", "line 1", "the value effectiveFrom is missing");
        broken("- kind\n", "line 1", "expected keys and values");
        broken("? [a]\n: b\n", "line 1", "a key must be a plain word");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\ndayStarts: early\n", "line 4", "expected a time");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nconfidence: sure\n", "line 4", "the code sure is not known");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nreviewer: ' '\n", "line 4", "expected a text");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\npermitValidDays: ~\n", "line 1", "the value permitValidDays is missing");
        broken("kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nlightMealHours: {value: 6, origin: ours}\n", "line 4", "origin is not known");
        broken("kind: blood-thinners\nname: blood-thinners\neffectiveFrom: 2026-01-01\ndrugs:\n  heparin:\n    name: Heparin\n    low: none\n", "line 6", "intermediate is missing");
        broken("kind: blood-thinners\nname: blood-thinners\neffectiveFrom: 2026-01-01\ndrugs:\n  heparin: {name: H, low: none, intermediate: {days: 2, hours: 3}}\n", "line 5", "either days or hours");
        broken("kind: catalogue\nname: procedures\neffectiveFrom: 2026-01-01\nprocedures:\n  interlaminar-lumbar:\n    guidance: fluoroscopy\n", "line 6", "expected a list");
        broken("kind: catalogue\nname: procedures\neffectiveFrom: 2026-01-01\nprocedures:\n  interlaminar-lumbar:\n    contrast: maybe\n", "line 6", "true or false");
        broken("kind: catalogue\nname: procedures\neffectiveFrom: 2026-01-01\nprocedures:\n  acupuncture: {}\n", "line 5", "acupuncture is not known");
        broken("kind: catalogue\nname: procedures\neffectiveFrom: 2026-01-01\nprocedures:\n  consultation: ~\n", "line 5", "the procedure consultation is missing");
        broken("kind: payer\nname: union\neffectiveFrom: 2026-01-01\nfamilies: {}\n", "line 1", "the value title is missing");
        broken("kind: payer\nname: medicare\neffectiveFrom: 2026-01-01\nfamilies:\n  epidural:\n    sessions: [{count: 4}]\n", "line 6", "months is missing");
        broken("kind: payer\nname: medicare\neffectiveFrom: 2026-01-01\nfamilies:\n  epidural:\n    levels: {interlaminar-lumbar: 0}\n", "line 6", "from 1 to 31");
        broken("kind: red-flags\nname: red-flags\neffectiveFrom: 2026-01-01\nsigns:\n  saddle-numbness: ~\n", "line 5", "saddle-numbness has no sentence");
        assertThatThrownBy(() -> YamlPacks.withFolder(folder.resolve("nowhere"))).isInstanceOf(BrokenPack.class).hasMessageContaining("is not there");
    }

    @Test
    void twoFilesThatStateTheSamePackFromTheSameDayAreRefused() throws IOException {
        var text = "kind: screens\nname: screens\neffectiveFrom: 2026-01-01\nseverePain: 6\n";
        own("a.yaml", text);
        own("b.yaml", text);
        assertThatThrownBy(() -> YamlPacks.withFolder(folder)).isInstanceOf(BrokenPack.class).hasMessageContaining("b.yaml, line 3").hasMessageContaining("a.yaml already");
    }

    @Test
    void aLaterPackTakesAValueAwayAndTheVersionsTellTheirDifference() throws IOException {
        own("ours.yaml", """
                kind: payer
                name: bcbs-ma
                version: "ours-2"
                effectiveFrom: 2027-01-01
                families:
                  epidural:
                    spacingDays: ~
                    sessions: [{count: 5, months: 12}]
                """);
        var packs = YamlPacks.withFolder(folder);
        var versions = packs.versions("payer", "bcbs-ma");
        assertThat(versions).extracting(version -> version.info().version()).containsExactly("2021", "ours-2");
        assertThat(versions.getFirst().info().values()).containsEntry("families.epidural.spacingDays", "30").containsEntry("families.epidural.sessions.1.count", "6");
        assertThat(versions.getLast().info().values()).doesNotContainKey("families.epidural.spacingDays").containsEntry("families.epidural.sessions.1.count", "5");
        assertThat(versions.getLast().from()).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(packs.on(TODAY).payer("bcbs-ma").orElseThrow().terms(Family.EPIDURAL).orElseThrow().spacingDays()).isPresent();
        assertThat(packs.on(LocalDate.of(2027, 1, 1)).payer("bcbs-ma").orElseThrow().terms(Family.EPIDURAL).orElseThrow().spacingDays()).isEmpty();
        assertThat(packs.versions("payer", "medicare")).extracting(version -> version.info().version()).containsExactly("2021-12-05", "2023-07-01", "2023-11-16");
    }

    private void broken(String text, String line, String reason) throws IOException {
        var file = own("broken.yaml", text);
        assertThatThrownBy(() -> YamlPacks.withFolder(folder)).as(text).isInstanceOf(BrokenPack.class).hasMessageContaining(file.toString())
                .hasMessageContaining(line).hasMessageContaining(reason);
        Files.delete(file);
    }
}
