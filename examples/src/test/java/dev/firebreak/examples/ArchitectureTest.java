package dev.firebreak.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] CORE = {
        "dev.firebreak", "dev.firebreak.spi..", "dev.firebreak.journal..", "dev.firebreak.internal.."
    };
    private static final String EVIDENCE = "dev.firebreak.evidence..";
    private static final String AWS = "dev.firebreak.aws..";
    private static final String TESTKIT = "dev.firebreak.testkit..";
    private static final String EXAMPLES = "dev.firebreak.examples..";

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter().importPackages("dev.firebreak");
    }

    private static ArchRule independent(String[] packages, String... others) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule internal(String hidden, String... owners) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(owners)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(hidden);
    }

    /** A rule over no classes would hold as well. */
    @Test
    void classes_imported_areOfAllModules() {
        for (String name : new String[] {
            "Containment", "evidence.EvidenceCollector", "aws.AwsProvider", "testkit.FakeAws", "examples.Quickstart"
        }) {
            assertThat(classes.contain("dev.firebreak." + name)).as(name).isTrue();
        }
    }

    @Test
    void awsSdk_usedByProviderTestkitAndExamplesOnly() {
        internal("software.amazon.awssdk..", AWS, TESTKIT, EXAMPLES).check(classes);
    }

    @Test
    void core_dependsOnNoOtherModule() {
        independent(CORE, EVIDENCE, AWS, TESTKIT, EXAMPLES).check(classes);
    }

    @Test
    void evidence_dependsOnCoreOnly() {
        independent(new String[] {EVIDENCE}, AWS, TESTKIT, EXAMPLES).check(classes);
    }

    @Test
    void testkit_doesNotDependOnTheProvider() {
        independent(new String[] {TESTKIT}, AWS, EXAMPLES).check(classes);
    }

    @Test
    void provider_doesNotDependOnTestkit() {
        independent(new String[] {AWS}, TESTKIT, EXAMPLES).check(classes);
    }

    @Test
    void coreInternals_usedByCoreOnly() {
        internal("dev.firebreak.internal..", CORE).check(classes);
    }

    @Test
    void evidenceInternals_usedByEvidenceOnly() {
        internal("dev.firebreak.evidence.internal..", EVIDENCE).check(classes);
    }

    @Test
    void providerInternals_usedByProviderOnly() {
        internal("dev.firebreak.aws.internal..", AWS).check(classes);
    }
}
