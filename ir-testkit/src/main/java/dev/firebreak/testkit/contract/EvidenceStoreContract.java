package dev.firebreak.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.spi.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link EvidenceStore} must keep. */
public abstract class EvidenceStoreContract {
    /** The store under test, empty. */
    protected abstract EvidenceStore store();

    private static EvidenceDescription description(String id) {
        return new EvidenceDescription(
                "IR-1",
                id,
                "../../etc/pass\u0000wd \u202e\"<b>",
                "text/plain",
                "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0",
                "ec2:GetConsoleOutput",
                List.of("r-1"),
                Instant.parse("2026-11-24T03:00:00Z"));
    }

    private static EvidenceContent content(byte[] bytes) {
        return EvidenceContent.of(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] readAll(EvidenceStore store, EvidenceItem item) throws IOException {
        try (InputStream stream = store.open(item)) {
            return stream.readAllBytes();
        }
    }

    @Test
    void write_content_isFoundAndReadBack() throws IOException {
        EvidenceStore store = store();

        EvidenceItem written = store.write(description("e-1"), content(bytes("abc")));

        assertThat(written.sha256()).isEqualTo(CanonicalJson.sha256(bytes("abc")));
        assertThat(written.size()).isEqualTo(3);
        assertThat(store.find("IR-1", "e-1")).contains(written);
        assertThat(readAll(store, written)).isEqualTo(bytes("abc"));
    }

    @Test
    void write_nothing_isAnItemOfNoBytes() throws IOException {
        EvidenceStore store = store();

        EvidenceItem written = store.write(description("e-1"), content(new byte[0]));

        assertThat(written.size()).isZero();
        assertThat(readAll(store, written)).isEmpty();
    }

    @Test
    void write_manyMebibytes_isReadBack() throws IOException {
        EvidenceStore store = store();
        var bytes = new byte[17 * 1024 * 1024 + 5];
        new Random(7).nextBytes(bytes);

        EvidenceItem written = store.write(description("e-1"), content(bytes));

        assertThat(written.sha256()).isEqualTo(CanonicalJson.sha256(bytes));
        assertThat(readAll(store, written)).isEqualTo(bytes);
    }

    @Test
    void write_sameContentAgain_givesTheItemThatIsThere() throws IOException {
        EvidenceStore store = store();
        EvidenceItem first = store.write(description("e-1"), content(bytes("abc")));

        assertThat(store.write(description("e-1"), content(bytes("abc")))).isEqualTo(first);
        assertThat(store.list("IR-1")).containsExactly(first);
    }

    @Test
    void write_otherContentAgain_isRefusedAndTheFirstStays() throws IOException {
        EvidenceStore store = store();
        EvidenceItem first = store.write(description("e-1"), content(bytes("abc")));

        assertThatThrownBy(() -> store.write(description("e-1"), content(bytes("abd"))))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("e-1");
        assertThat(readAll(store, first)).isEqualTo(bytes("abc"));
    }

    @Test
    void write_streamThatBreaks_leavesNothing() {
        EvidenceStore store = store();
        for (int size : new int[] {0, 100, 9 * 1024 * 1024}) {
            var broken = EvidenceContent.of(
                    new SequenceInputStream(new ByteArrayInputStream(new byte[size]), new BrokenStream()));

            assertThatThrownBy(() -> store.write(description("e-1"), broken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset by the suspect");
            assertThat(store.find("IR-1", "e-1")).isEmpty();
            assertThat(store.list("IR-1")).isEmpty();
        }
    }

    @Test
    void write_afterABrokenOne_succeeds() throws IOException {
        EvidenceStore store = store();
        assertThatThrownBy(() -> store.write(description("e-1"), EvidenceContent.of(new BrokenStream())))
                .isInstanceOf(IOException.class);

        EvidenceItem written = store.write(description("e-1"), content(bytes("abc")));

        assertThat(readAll(store, written)).isEqualTo(bytes("abc"));
    }

    @Test
    void find_unknown_isEmpty() {
        assertThat(store().find("IR-1", "e-404")).isEmpty();
        assertThat(store().list("IR-404")).isEmpty();
    }

    @Test
    void list_items_areThoseOfTheIncident() throws IOException {
        EvidenceStore store = store();
        EvidenceItem second = store.write(description("e-2"), content(bytes("2")));
        EvidenceItem first = store.write(description("e-1"), content(bytes("1")));

        assertThat(store.list("IR-1")).containsExactly(first, second);
        assertThat(store.list("IR-2")).isEmpty();
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("reset by the suspect");
        }
    }
}
