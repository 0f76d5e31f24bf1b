package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.ExemptionTag;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.examples.cli.progress.Progress;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.JournalRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import software.amazon.awssdk.regions.Region;

/** The options that say where a case is kept and how AWS is reached. */
final class CaseFile {
    @Option(
            names = "--incident",
            required = true,
            paramLabel = "ID",
            description = "The incident, such as IR-2026-042.")
    private String incident;

    @Option(
            names = "--directory",
            defaultValue = "incidents",
            paramLabel = "DIR",
            description = "Where journals, evidence and bags are kept. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--region", paramLabel = "REGION", description = "The targets' Region, if not the SDK's.")
    private @Nullable String region;

    @Option(
            names = "--role",
            paramLabel = "ARN",
            description = "The role to assume, such as arn:aws:iam::{account}:role/Responder.")
    private @Nullable String role;

    @Option(names = "--external-id", paramLabel = "ID", description = "The external id for that role.")
    private @Nullable String externalId;

    @Option(
            names = "--exempt-tag",
            defaultValue = "ir:exempt",
            paramLabel = "KEY",
            description = "The tag that exempts a target. Default: ${DEFAULT-VALUE}.")
    private String exemptTag;

    String incident() {
        return incident;
    }

    boolean json() {
        return json;
    }

    /** The incident's journal; an {@link IllegalArgumentException} when there is none. */
    List<JournalRecord> records() {
        List<JournalRecord> records = journal().read(incident);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("Invalid incident: " + incident + " has no journal in " + directory
                    + " (check --incident and --directory)");
        }
        return records;
    }

    FileJournal journal() {
        return FileJournal.in(directory);
    }

    Path bags() {
        return journal().directory(incident).resolve("bags");
    }

    AwsProvider provider() {
        if (role == null && externalId != null) {
            throw new IllegalArgumentException("Invalid options: --external-id without --role");
        }
        AwsProvider.Builder provider = AwsProvider.builder();
        if (region != null) {
            provider.region(Region.of(region));
        }
        if (role != null && externalId != null) {
            provider.assumeRole(role, externalId);
        } else if (role != null) {
            provider.assumeRole(role);
        }
        return provider.build();
    }

    /** Tells on standard error how a run goes on. */
    Progress progress(CommandSpec command) {
        PrintWriter err = command.commandLine().getErr();
        return new Progress(line -> print(err, line), Ansi.AUTO.enabled(), System::nanoTime);
    }

    private static void print(PrintWriter err, String line) {
        err.println(Printable.line(line));
        err.flush();
    }

    Containment containment(AwsProvider provider, Progress progress) {
        return Containment.builder()
                .provider(provider)
                .journal(journal())
                .guard(ExemptionTag.named(exemptTag))
                .onStep(progress)
                .build();
    }

    EvidenceCollector collector(AwsProvider provider, Progress progress) {
        return EvidenceCollector.builder()
                .provider(provider)
                .journal(journal())
                .store(LocalEvidenceStore.in(directory.resolve("evidence")))
                .bags(bags())
                .onStep(progress)
                .build();
    }

    /** The key that seals this case directory's bags, made when first needed. */
    Ed25519Signer signer() {
        Path key = directory.resolve("signer.pem");
        if (!Files.exists(key)) {
            Ed25519Signer.generate().save(key);
        }
        return published(Ed25519Signer.load(key));
    }

    /** Writes the public key beside the private one, for whoever is to check the bags. */
    private Ed25519Signer published(Ed25519Signer signer) {
        Path key = directory.resolve("signer.pub.pem");
        try {
            Files.writeString(key, signer.publicKeyPem());
        } catch (IOException e) {
            throw new EvidenceIntegrityException("Cannot save key " + key + ": " + e, e);
        }
        return signer;
    }
}
