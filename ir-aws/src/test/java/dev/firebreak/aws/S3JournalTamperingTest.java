package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3JournalTamperingTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Vault vault = Vault.locked(fake, clock);

    @BeforeEach
    void write() {
        try (IncidentLog log = vault.journal().open("IR-1")) {
            log.append("first", "", CanonicalJson.object());
            log.append("second", "", CanonicalJson.object());
        }
    }

    @AfterEach
    void close() {
        vault.close();
        fake.close();
    }

    private void assertBroken(String key, String why) {
        S3Journal journal = vault.journal();
        String message = "Cannot trust journal s3://" + vault.bucket + "/" + key + ": " + why;
        assertThatThrownBy(() -> journal.read("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(message);
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> journal.open("IR-1")).hasMessageContaining(message);
        }
    }

    private String content(int number) {
        return vault.s3
                .getObjectAsBytes(request -> request.bucket(vault.bucket).key(Vault.object(number)))
                .asUtf8String();
    }

    @Test
    void read_deletedObject_isNamed() {
        vault.s3.deleteObject(request -> request.bucket(vault.bucket).key(Vault.object(3)));

        assertBroken(Vault.object(3), "it was deleted at 2026-01-15T09:00:00Z");
    }

    @Test
    void read_overwrittenObject_isNamed() {
        clock.advance(Duration.ofMinutes(5));
        vault.put(Vault.object(2), content(2).replace("first", "worst"));

        assertBroken(Vault.object(2), "it was overwritten at 2026-01-15T09:05:00Z");
    }

    @Test
    void read_objectGone_isNamed() {
        vault.erase(Vault.object(2));

        assertBroken(Vault.object(2), "it is missing; the journal goes on in " + Vault.object(3));
    }

    @Test
    void read_lastObjectGone_isNamed() {
        vault.erase(Vault.object(3));

        assertBroken(Vault.object(3), "it is missing; 3 objects were written");
    }

    @Test
    void read_objectReplacedWithoutATrace_namesTheLine() {
        var before = vault.s3.headObject(request -> request.bucket(vault.bucket).key(Vault.object(2)));
        String forged = content(2).replace("first", "worst");
        vault.erase(Vault.object(2));
        vault.s3.putObject(
                request -> request.bucket(vault.bucket).key(Vault.object(2)).metadata(before.metadata()),
                RequestBody.fromString(forged));

        assertBroken(Vault.object(2), "line 1 is broken: its SHA-256 is");
    }

    @Test
    void read_foreignObject_isNamed() {
        vault.put("journals/IR-1/records/notes.txt", "hello");

        assertBroken("journals/IR-1/records/notes.txt", "no journal has an object of this name");
    }

    @Test
    void read_objectsOfAnotherIncident_areNotTrusted() {
        for (int number = 1; number <= 3; number++) {
            String key = Vault.object(number);
            vault.s3.copyObject(request -> request.sourceBucket(vault.bucket)
                    .sourceKey(key)
                    .destinationBucket(vault.bucket)
                    .destinationKey(key.replace("IR-1", "IR-2")));
        }
        assertThatThrownBy(() -> vault.journal().read("IR-2")).hasMessageContaining("its records are of IR-1");
    }

    @Test
    void open_leaseThatIsNone_isNamed() {
        vault.put(Vault.lease(), "nothing");

        assertThatThrownBy(() -> vault.journal().open("IR-1")).hasMessageContaining("Cannot read the lease");
    }

    /** The objects in turn are what a file journal has in its file. */
    @Test
    void objects_inTurn_areTheTextOfAFileJournal(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("journal.jsonl");
        Files.writeString(file, content(1) + content(2) + content(3));

        assertThat(FileJournal.verify(file).orThrow().records()).isEqualTo(2);
    }

    @Test
    void retention_set_keepsVersionsFromBeingDeleted() {
        try (IncidentLog log = vault.builder()
                .retention(ObjectLockMode.COMPLIANCE, Duration.ofDays(30))
                .build()
                .open("IR-1")) {
            log.append("third", "", CanonicalJson.object());
        }
        var head = vault.s3.headObject(request -> request.bucket(vault.bucket).key(Vault.object(5)));
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
        assertThat(head.objectLockRetainUntilDate()).isEqualTo("2026-02-14T09:00:00Z");
        assertThatThrownBy(() -> vault.erase(Vault.object(4)))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("object lock");
    }

    @Test
    void open_retentionWithoutObjectLock_isRefused() {
        try (Vault plain = new Vault(fake, clock)) {
            S3Journal journal = plain.builder()
                    .retention(ObjectLockMode.GOVERNANCE, Duration.ofDays(1))
                    .build();
            assertThatThrownBy(() -> journal.open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("it has no Object Lock");
        }
    }

    @Test
    void open_bucketWithoutVersions_isRefused() {
        try (Vault plain = new Vault(fake, clock)) {
            plain.s3.putBucketVersioning(request -> request.bucket(plain.bucket)
                    .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.SUSPENDED)));
            assertThatThrownBy(() -> plain.journal().open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("it is not versioned");
        }
    }

    @Test
    void open_bucketOfAnotherAccount_isRefused() {
        vault.builder().bucketOwner(Vault.ACCOUNT).build().open("IR-1").close();
        S3Journal journal = vault.builder().bucketOwner("111122223333").build();

        assertThatThrownBy(() -> journal.open("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Cannot open the journal of IR-1");
        assertThatThrownBy(() -> journal.read("IR-1")).isInstanceOf(JournalException.class);
    }

    @Test
    void builder_badSettings_areRefused() {
        for (String prefix : new String[] {"/", "x", "../", "a/../b/", "a//", "é/", "a b/"}) {
            assertThatThrownBy(() -> S3Journal.builder().prefix(prefix))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Invalid prefix: '" + prefix);
        }
        assertThatThrownBy(() -> S3Journal.builder().lease(Duration.ofMillis(5)))
                .hasMessageContaining("Invalid lease");
        assertThatThrownBy(() -> S3Journal.builder().retention(ObjectLockMode.COMPLIANCE, Duration.ZERO))
                .hasMessageContaining("Invalid retention");
        assertThatThrownBy(() -> S3Journal.builder().bucketOwner("me")).hasMessageContaining("Invalid account");
        assertThatThrownBy(() -> S3Journal.builder().client(vault.s3).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no bucket is set");
    }
}
