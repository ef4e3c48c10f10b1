package health.foramen.referral;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The one rule: only web, store and messaging know a framework, they point at their feature's root, and features form no cycle. */
class ArchitectureTest {

    private static final String[] ADAPTERS = {"..web..", "..store..", "..messaging.."};

    private static final ArchRule ONLY_ADAPTERS_KNOW_A_FRAMEWORK = noClasses()
            .that().resideInAPackage("health.foramen.referral.(*)..").and().resideOutsideOfPackages(ADAPTERS)
            .should().dependOnClassesThat(resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml..", "com.mongodb..", "org.bson..",
                    "org.apache..", "org.yaml..", "org.thymeleaf..", "jakarta..", "com.google..", "org.slf4j..", "health.foramen.outbox..",
                    "health.foramen.safeguard..", "health.foramen.shell..", "health.foramen.clock.."));

    private static final ArchRule NOBODY_POINTS_AT_ADAPTERS = noClasses()
            .that().resideInAPackage("health.foramen.referral.(*)..").and().resideOutsideOfPackages(ADAPTERS)
            .should().dependOnClassesThat().resideInAnyPackage("health.foramen.referral..web..", "health.foramen.referral..store..",
                    "health.foramen.referral..messaging..");

    private static final ArchRule NO_CYCLES = slices().matching("health.foramen.referral.(*)..").should().beFreeOfCycles();

    private static JavaClasses service() {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("health.foramen.referral");
    }

    @Test
    void onlyWebStoreAndMessagingKnowAFramework() {
        ONLY_ADAPTERS_KNOW_A_FRAMEWORK.check(service());
    }

    @Test
    void adaptersPointAtTheirFeatureAndNeverTheReverse() {
        NOBODY_POINTS_AT_ADAPTERS.check(service());
    }

    @Test
    void featuresFormNoCycle() {
        NO_CYCLES.check(service());
    }

    /** The planted class lies in this module's tests, at a feature's root. */
    @Test
    void aPlantedBreachIsNoticed() {
        var planted = new ClassFileImporter().importClasses(health.foramen.referral.triage.PlantedBreach.class);
        assertThat(ONLY_ADAPTERS_KNOW_A_FRAMEWORK.evaluate(planted).hasViolation()).isTrue();
        assertThat(NOBODY_POINTS_AT_ADAPTERS.evaluate(planted).hasViolation()).isTrue();
    }
}
