package health.foramen.sandbox;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Telephones, mail, time and faults know no framework; features form no cycle. */
class InsideTest {

    private static final JavaClasses SANDBOX = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("health.foramen.sandbox");

    @Test
    void frameworksStayAtTheEdge() {
        noClasses().that().resideInAnyPackage("health.foramen.sandbox.text", "health.foramen.sandbox.mail", "health.foramen.sandbox.time",
                        "health.foramen.sandbox.fault", "health.foramen.sandbox.roll", "health.foramen.sandbox.inbox")
                .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml..",
                        "com.icegreen..", "jakarta..", "org.apache..", "..web", "..store", "..smtp")
                .check(SANDBOX);
    }

    @Test
    void featuresFormNoCycle() {
        slices().matching("health.foramen.sandbox.(*)..").should().beFreeOfCycles().check(SANDBOX);
    }
}
