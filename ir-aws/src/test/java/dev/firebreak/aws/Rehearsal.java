package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.Consistency;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsBuilder;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.world.iam.Session;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A fake AWS, and a containment in it that waits by moving the clock. */
final class Rehearsal implements AutoCloseable {
    final ManualClock clock = ManualClock.create();
    final FakeAws fake;
    final AwsProvider provider;

    /** Touches the default Region, which the fake makes, and from then on shows, when first asked for. */
    Rehearsal() {
        this(FakeAws.builder());
    }

    /** The same, in a fake that shows late what has changed. */
    Rehearsal(Consistency consistency) {
        this(FakeAws.builder().consistency(consistency));
    }

    private Rehearsal(FakeAwsBuilder builder) {
        fake = builder.clock(clock).build();
        provider = AwsProvider.builder()
                .httpClient(fake.httpClient())
                .credentials(fake.credentials())
                .region(fake.region())
                .build();
        fake.ec2().describeVpcs();
    }

    /** In a fake that evaluates policies, as an attacker needs it. */
    static Rehearsal enforced() {
        return new Rehearsal(FakeAws.builder().enforceIam());
    }

    Containment containment() {
        return containment(InMemoryJournal.create());
    }

    Containment containment(Journal journal) {
        return containment(journal, provider);
    }

    Containment containment(Journal journal, AwsProvider as) {
        return containment(journal, as, Duration.ofSeconds(5));
    }

    Containment containment(Journal journal, AwsProvider as, Duration verifyTimeout) {
        return builder(journal, as).verifyTimeout(verifyTimeout).build();
    }

    /** Steps run one after the other, so that every run makes the same calls in the same order. */
    Containment containmentInTurn() {
        return builder(InMemoryJournal.create(), provider)
                .verifyTimeout(Duration.ofSeconds(5))
                .parallelism(1)
                .build();
    }

    private Containment.Builder builder(Journal journal, AwsProvider as) {
        return Containment.builder().provider(as).journal(journal).clock(clock).sleeper(clock::advance);
    }

    EvidenceCollector collector(Journal journal, EvidenceStore store, Path bags) {
        return EvidenceCollector.builder()
                .provider(provider)
                .journal(journal)
                .store(store)
                .bags(bags)
                .clock(clock)
                .sleeper(clock::advance)
                .verifyTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** A provider that acts with this key. */
    AwsProvider actingAs(String keyId, String secret) {
        return actingAs(AwsBasicCredentials.create(keyId, secret));
    }

    /** A provider that acts with these credentials. */
    AwsProvider actingAs(AwsCredentials credentials) {
        return AwsProvider.builder()
                .httpClient(fake.httpClient())
                .credentials(StaticCredentialsProvider.create(credentials))
                .region(fake.region())
                .build();
    }

    /** The credentials of a session of a role, as an instance gets them. */
    AwsCredentials session(String role, String name) {
        synchronized (fake.world()) {
            var world = fake.world();
            Session session = world.credentials()
                    .assume(
                            world.account(fake.accountId())
                                    .iam()
                                    .roles()
                                    .find(role)
                                    .orElseThrow(),
                            name,
                            Duration.ofHours(6),
                            Session.Context.NONE);
            return AwsSessionCredentials.create(session.accessKeyId(), session.secret(), session.token());
        }
    }

    @Override
    public void close() {
        provider.close();
        fake.close();
    }
}
