package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.EvidencePlan;
import dev.firebreak.evidence.EvidenceReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault while evidence is collected: the report says what is there, and a second run collects the rest, once. */
class CollectionFaultsTest extends InjectedFaults {
    private final Ed25519Signer signer = Ed25519Signer.generate();
    private String cleanRecord = "";

    List<Arguments> faults(@TempDir Path directory) {
        try (var clean = new CollectionExercise(directory)) {
            EvidenceReport report = clean.plan().execute().orThrow();
            cleanRecord = record(clean, report);
            return faultsOf(clean.rehearsal.fake);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void execute_fault_isReportedAsItIsAndTheRestIsCollectedOnce(
            String operation, FaultKind kind, @TempDir Path directory) {
        try (var collection = new CollectionExercise(directory)) {
            kind.show(collection.rehearsal.fake, operation);

            EvidencePlan plan = planned(collection);
            EvidenceReport report = plan.execute();

            assertTruth(collection, report);
            FaultKind.mend(collection.rehearsal.fake);
            EvidenceReport again = collection.collector().load(plan.toJson()).execute();
            assertThat(again.isComplete()).as(again::describe).isTrue();
            assertTruth(collection, again);
            assertThat(record(collection, again))
                    .satisfiesAnyOf(
                            record -> assertThat(record).isEqualTo(cleanRecord),
                            record -> assertGapIsNamed(record, kind));
            assertThat(again.seal(signer).verify().problems()).isEmpty();
        }
    }

    /** The record, but for the moments at which it was so. */
    private static String record(CollectionExercise collection, EvidenceReport report) {
        return collection.text(report, "aws.ec2.instance-record").replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "then");
    }

    /** A read that was refused costs its own section alone, and the record says so. */
    private static void assertGapIsNamed(String record, FaultKind kind) {
        assertThat(kind).isEqualTo(FaultKind.REFUSED);
        assertThat(record).containsOnlyOnce("\"unavailable\" : \"Cannot call ");
    }

    /** A fault may keep a plan from being made; then nothing was collected, and it is made again. */
    private static EvidencePlan planned(CollectionExercise collection) {
        try {
            return collection.plan();
        } catch (PlanRejectedException faulty) {
            FaultKind.mend(collection.rehearsal.fake);
            return collection.plan();
        }
    }

    private static void assertTruth(CollectionExercise collection, EvidenceReport report) {
        FaultKind.mend(collection.rehearsal.fake);
        for (StepResult result : report.results()) {
            boolean holds = collection.holds(result);
            if (result.status().succeeded()) {
                assertThat(holds).as("%s, but it is not there", result).isTrue();
            }
            if (result.status() == StepStatus.FAILED || result.status() == StepStatus.SKIPPED) {
                assertThat(holds).as("%s, but it is there", result).isFalse();
            }
        }
    }
}
