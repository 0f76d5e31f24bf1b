package dev.firebreak.examples;

import static dev.firebreak.aws.Ec2.consoleOutput;
import static dev.firebreak.aws.Ec2.instanceRecord;
import static dev.firebreak.aws.Ec2.machineImage;
import static dev.firebreak.aws.Ec2.quarantine;
import static dev.firebreak.aws.Ec2.volumeSnapshots;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Effect;
import dev.firebreak.ExemptionTag;
import dev.firebreak.Incident;
import dev.firebreak.ReleaseReport;
import dev.firebreak.StepStatus;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.evidence.BagVerification;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.EvidenceBag;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.EvidencePlan;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.testkit.FakeAws;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.regions.Region;

/**
 * The main job, from a GuardDuty finding to the release: evidence, quarantine, a sealed bag, and everything back. It runs on an embedded
 * fake AWS, and on the real one when told to.
 */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Responds to a GuardDuty finding about an EC2 instance, then takes everything back.")
public final class Quickstart implements Runnable {
    /** Far longer than a cold JVM dithers between two calls, so that calls made side by side are seen to be. */
    private static final Duration LATENCY = Duration.ofMillis(80);

    @Parameters(
            arity = "0..1",
            paramLabel = "FINDING",
            description = "The finding as EventBridge delivers it. Default: a sample.")
    private @Nullable Path finding;

    @Option(names = "--aws", description = "Act on the real AWS, with the SDK's own configuration.")
    private boolean aws;

    @Option(
            names = "--directory",
            defaultValue = "incidents",
            paramLabel = "DIR",
            description = {
                "Where the incident's directory is written; without --aws, in a new directory rehearsal-N.",
                "Default: ${DEFAULT-VALUE}."
            })
    private Path directory;

    private final Account account;

    private Quickstart(PrintStream out) {
        this.account = new Account(out);
    }

    /** Runs it; an error is one line, and the exit code 1. */
    public static void main(String[] arguments) {
        int code = run(System.out, System.err, arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Quickstart(out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    new Account(err).line("%s", String.valueOf(failure.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        GuardDutyFinding read = GuardDutyFinding.parse(text());
        account.line(
                "Finding   %s, severity %s, on %s in %s", read.type(), read.severity(), read.instance(), read.region());
        var meter = new CallMeter();
        if (aws) {
            AwsProvider.Builder provider = AwsProvider.builder().region(Region.of(read.region()));
            respond(read, meter, provider, directory);
        } else {
            rehearse(read, meter);
        }
    }

    private String text() {
        try (InputStream file = finding == null
                ? Objects.requireNonNull(Quickstart.class.getResourceAsStream("guardduty-finding.json"))
                : Files.newInputStream(finding)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read finding " + finding + ": " + e, e);
        }
    }

    private void rehearse(GuardDutyFinding read, CallMeter meter) {
        try (FakeAws fake = FakeAws.builder()
                .accountId(read.account())
                .region(read.region())
                .build()) {
            new RehearsalEstate(fake).build(read.instance());
            fake.latency(LATENCY);
            account.line("World     an embedded fake AWS, %d ms a call", LATENCY.toMillis());
            JsonNode before = fake.snapshot();
            respond(
                    read,
                    meter,
                    AwsProvider.builder()
                            .region(fake.region())
                            .credentials(fake.credentials())
                            .httpClient(fake.httpClient()),
                    rehearsalDirectory());
            account.differences(before, fake.snapshot());
        }
    }

    /** A new one each time, as the world is: the journal of another world would fit nothing in this one. */
    private Path rehearsalDirectory() {
        try {
            Files.createDirectories(directory);
            int number = 1;
            while (Files.exists(directory.resolve("rehearsal-" + number))) {
                number++;
            }
            return Files.createDirectory(directory.resolve("rehearsal-" + number));
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot write in directory " + directory + ": " + e, e);
        }
    }

    private void respond(GuardDutyFinding read, CallMeter meter, AwsProvider.Builder settings, Path root) {
        Incident incident = read.incident();
        Ec2Instance instance =
                Ec2.instance(read.instance()).inAccount(read.account()).inRegion(read.region());
        FileJournal journal = FileJournal.in(root);
        try (AwsProvider provider = settings.executionInterceptor(meter).build()) {
            EvidenceReport evidence = collect(incident, instance, provider, journal);
            ContainmentReport contained = contain(incident, instance, provider, journal, meter);
            seal(evidence, journal.directory(incident.id()));
            release(contained);
        }
        account.line("Written   %s", journal.directory(incident.id()));
    }

    private EvidenceReport collect(Incident incident, Ec2Instance instance, AwsProvider provider, FileJournal journal) {
        Path home = journal.directory(incident.id());
        EvidencePlan plan = EvidenceCollector.builder()
                .provider(provider)
                .journal(journal)
                .store(LocalEvidenceStore.in(home.resolveSibling("evidence")))
                .bags(home.resolve("bags"))
                .onStep(account::step)
                .build()
                .incident(incident)
                .collect(instance, instanceRecord(), consoleOutput(), volumeSnapshots(), machineImage())
                .plan();
        account.heading("Evidence", plan.plan().steps().size());
        EvidenceReport report = plan.execute().orThrow();
        report.items()
                .forEach(item -> account.line("  %7d bytes  sha256 %s  %s", item.size(), item.sha256(), item.name()));
        return report;
    }

    private ContainmentReport contain(
            Incident incident, Ec2Instance instance, AwsProvider provider, FileJournal journal, CallMeter meter) {
        meter.restart();
        ContainmentPlan plan = Containment.builder()
                .provider(provider)
                .journal(journal)
                .guard(ExemptionTag.named("ir:exempt"))
                .onStep(account::step)
                .build()
                .incident(incident)
                .contain(instance, quarantine().withStandby())
                .plan();
        account.text(plan.describe());
        account.heading("Quarantine", plan.plan().steps().size());
        ContainmentReport report = plan.execute(plan.digest()).orThrow();
        CallMeter.Way way = meter.to("ModifyNetworkInterfaceAttribute");
        account.line(
                "Cut off   after %d API calls in %d sequential round trips, planning included; every step verified",
                way.calls(), way.roundTrips());
        return report;
    }

    private void seal(EvidenceReport evidence, Path home) {
        EvidenceBag bag = evidence.seal(signer(home.resolve("signer.pem")));
        BagVerification verified = bag.verify().orThrow();
        account.line("Sealed    %s, %s", bag.path(), verified.isIntact() ? "verified" : "NOT intact");
    }

    private static Ed25519Signer signer(Path key) {
        if (!Files.exists(key)) {
            Ed25519Signer.generate().save(key);
        }
        return Ed25519Signer.load(key);
    }

    private void release(ContainmentReport contained) {
        account.heading("Release", (int) contained.results().stream()
                .filter(result -> result.step().effect() == Effect.CHANGE && result.status() == StepStatus.VERIFIED)
                .count());
        ReleaseReport released = contained.release().orThrow();
        account.line(
                "Released  %s",
                released.isRestored() ? "every change was taken back" : "NOT everything was taken back");
    }
}
