package health.foramen.scheduling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import health.foramen.scheduling.planted.PlantedDomain;
import health.foramen.scheduling.planted.web.PlantedApi;
import org.junit.jupiter.api.Test;

/** The one rule of the house, and that it would notice. */
class ArchitectureTest {

    private static final String HOUSE = "health.foramen.scheduling";
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(HOUSE);

    /** At a feature's root is its domain: the JDK, and other features' domains. The service's own root wires. */
    private static final ArchRule ROOTS_KNOW_NO_FRAMEWORK = classes()
            .that().resideInAPackage(HOUSE + ".*").should().onlyDependOnClassesThat().resideInAnyPackage("java..", HOUSE + ".*");

    private static final ArchRule ADAPTERS_POINT_INWARD = noClasses()
            .that().resideInAPackage(HOUSE + ".*").should().dependOnClassesThat().resideInAnyPackage("..web..", "..store..", "..messaging..");

    private static final ArchRule FEATURES_FORM_NO_CYCLE = slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles();

    @Test
    void domainsKnowNoFramework() {
        ROOTS_KNOW_NO_FRAMEWORK.check(CLASSES);
    }

    @Test
    void adaptersPointAtTheirFeaturesRoot() {
        ADAPTERS_POINT_INWARD.check(CLASSES);
    }

    @Test
    void featuresFormNoCycle() {
        FEATURES_FORM_NO_CYCLE.check(CLASSES);
    }

    @Test
    void aPlantedBreachIsNoticed() {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedDomain.class, PlantedApi.class);
        assertThat(ROOTS_KNOW_NO_FRAMEWORK.evaluate(planted).hasViolation()).isTrue();
        assertThat(ADAPTERS_POINT_INWARD.evaluate(planted).hasViolation()).isTrue();
    }
}
