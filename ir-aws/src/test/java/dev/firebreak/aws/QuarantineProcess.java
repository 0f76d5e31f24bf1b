package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.contract.InterruptedJournal;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Quarantines an instance over HTTP, in a process that dies before it writes a given journal record. */
final class QuarantineProcess {
    static final int KILLED = 137;

    private QuarantineProcess() {}

    /** Takes the endpoint, the journal's directory, the instance, and after how many records to die. */
    public static void main(String[] arguments) {
        Journal journal = FileJournal.in(Path.of(arguments[1]));
        int records = Integer.parseInt(arguments[3]);
        try (AwsProvider provider = provider(arguments[0])) {
            containment(
                            provider,
                            InterruptedJournal.after(
                                    records, journal, () -> Runtime.getRuntime().halt(KILLED)))
                    .incident("IR-1")
                    .contain(Ec2.instance(arguments[2]), Ec2.quarantine())
                    .plan()
                    .execute()
                    .orThrow();
        }
    }

    static AwsProvider provider(String endpoint) {
        return AwsProvider.builder()
                .endpointOverride(URI.create(endpoint))
                .credentials(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
                .region(Region.EU_WEST_1)
                .build();
    }

    static Containment containment(AwsProvider provider, Journal journal) {
        return Containment.builder().provider(provider).journal(journal).build();
    }
}
