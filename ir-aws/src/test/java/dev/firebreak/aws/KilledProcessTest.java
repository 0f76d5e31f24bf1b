package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.ReleaseReport;
import dev.firebreak.journal.FileJournal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The process that quarantines dies before a journal record; another one goes on. By default every seventh record, since each costs a JVM;
 * {@code -Dfirebreak.killEvery=1} tries each.
 */
class KilledProcessTest {
    private static final int EVERY = Integer.getInteger("firebreak.killEvery", 7);

    @TempDir
    private Path directory;

    @Test
    void resume_afterProcessWasKilledBeforeARecord_finishesAndReleaseRestores() throws Exception {
        boolean killed = true;
        int records = 2;
        for (; killed; records += EVERY) {
            try (Rehearsal rehearsal = new Rehearsal()) {
                var scene = new Scene(rehearsal);
                JsonNode before = rehearsal.fake.snapshot();
                Path journals = directory.resolve(String.valueOf(records));

                killed = quarantine(rehearsal, journals, scene.id, records);

                resumeAndRelease(rehearsal, scene, journals, "killed before record " + (records + 1));
                assertThat(withoutEvidence(rehearsal.fake.snapshot()))
                        .as("killed before record %d", records + 1)
                        .isEqualTo(withoutEvidence(before));
            }
        }
        assertThat(records).isGreaterThan(30);
    }

    private static void resumeAndRelease(Rehearsal rehearsal, Scene scene, Path journals, String when) {
        Containment containment = QuarantineProcess.containment(rehearsal.provider, FileJournal.in(journals));
        ContainmentReport report = containment.resume("IR-1");
        assertThat(report.isContained()).as("%s: %s", when, report.describe()).isTrue();
        assertNothingTwice(scene.ec2, when);
        ReleaseReport release = report.release();
        assertThat(release.isRestored()).as("%s: %s", when, release.describe()).isTrue();
    }

    private static void assertNothingTwice(Ec2Client ec2, String when) {
        assertThat(ec2.describeImages(request -> request.owners("self")).images())
                .as(when)
                .hasSize(1);
        // One of the instance's volume, and one of the image.
        assertThat(ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots())
                .as(when)
                .hasSize(2);
        assertThat(ec2.describeSecurityGroups().securityGroups())
                .as(when)
                .filteredOn(
                        group -> group.tags().stream().anyMatch(tag -> tag.key().equals("firebreak:role")))
                .hasSize(2);
    }

    private static boolean quarantine(Rehearsal rehearsal, Path journals, String instance, int records)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                QuarantineProcess.class.getName(),
                rehearsal.fake.endpoint().toString(),
                journals.toString(),
                instance,
                String.valueOf(records)));
        Path output = journals.resolveSibling(journals.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> readable(output)).isIn(0, QuarantineProcess.KILLED);
        return process.exitValue() == QuarantineProcess.KILLED;
    }

    private static String readable(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Evidence stays after a release: images, snapshots and their tags. */
    private static JsonNode withoutEvidence(JsonNode world) {
        JsonNode copy = world.deepCopy();
        copy.findParents("snapshots").forEach(parent -> {
            ((ObjectNode) parent).remove(List.of("images", "snapshots"));
            if (parent.get("tags") instanceof ObjectNode tags) {
                List<String> evidence = new ArrayList<>();
                tags.fieldNames().forEachRemaining(evidence::add);
                evidence.removeIf(id -> !id.startsWith("ami-") && !id.startsWith("snap-"));
                tags.remove(evidence);
            }
        });
        return copy;
    }
}
