package health.foramen.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import health.foramen.notification.planted.ABreach;
import org.junit.jupiter.api.Test;

/**
 * Only web, store and messaging know a framework, and so do the adapters that are named for what they speak, {@code text.twilio},
 * {@code mail.smtp} and {@code mail.ical}; they point at their feature's root and never the reverse; features form no cycle.
 */
class ArchitectureTest {

    private static final String[] ADAPTERS = {"..web..", "..store..", "..messaging..", "..text.twilio..", "..mail.smtp..", "..mail.ical.."};

    private static final JavaClasses SERVICE = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("health.foramen.notification");

    private static final ArchRule ROOTS_KNOW_THE_JDK_ALONE = noClasses().that().resideOutsideOfPackages(ADAPTERS).and().resideOutsideOfPackage("health.foramen.notification")
            .should().dependOnClassesThat(new DescribedPredicate<>("belong to neither the JDK nor this service") {
                @Override
                public boolean test(JavaClass other) {
                    return !other.isPrimitive() && !other.getName().startsWith("java.") && !other.getName().startsWith("javax.crypto.")
                            && !other.getPackageName().startsWith("health.foramen.notification") && !other.isArray();
                }
            });

    private static final ArchRule ROOTS_DO_NOT_KNOW_THEIR_ADAPTERS = noClasses().that().resideOutsideOfPackages(ADAPTERS).and().resideOutsideOfPackage("health.foramen.notification")
            .should().dependOnClassesThat().resideInAnyPackage(ADAPTERS);

    @Test
    void rootsKnowTheJdkAlone() {
        ROOTS_KNOW_THE_JDK_ALONE.check(SERVICE);
    }

    @Test
    void rootsDoNotKnowTheirAdapters() {
        ROOTS_DO_NOT_KNOW_THEIR_ADAPTERS.check(SERVICE);
    }

    @Test
    void featuresFormNoCycle() {
        slices().matching("health.foramen.notification.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void aPlantedBreachIsFound() {
        JavaClasses breach = new ClassFileImporter().importClasses(ABreach.class);
        assertThat(ROOTS_KNOW_THE_JDK_ALONE.evaluate(breach).hasViolation()).isTrue();
        assertThat(ROOTS_DO_NOT_KNOW_THEIR_ADAPTERS.evaluate(breach).hasViolation()).isTrue();
    }
}
