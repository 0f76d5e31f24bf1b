package dev.firebreak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519SignerTest {
    @TempDir
    Path directory;

    @Test
    void load_saved_key_gives_the_same_key() throws Exception {
        Ed25519Signer signer = Ed25519Signer.generate();
        Path file = directory.resolve("key.pem");
        signer.save(file);
        Ed25519Signer loaded = Ed25519Signer.load(file);
        assertThat(loaded.publicKeyPem()).isEqualTo(signer.publicKeyPem());
        assertThat(loaded.sign(new byte[] {1})).isEqualTo(signer.sign(new byte[] {1}));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void save_over_existing_file_is_refused() throws Exception {
        Path file = Files.createFile(directory.resolve("key.pem"));
        assertThatThrownBy(() -> Ed25519Signer.generate().save(file)).isInstanceOf(EvidenceIntegrityException.class);
        assertThat(file).isEmptyFile();
    }

    @Test
    void load_rubbish_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), "rubbish");
        assertThatThrownBy(() -> Ed25519Signer.load(file))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("not PEM");
    }

    @Test
    void named_with_space_is_refused() {
        assertThatThrownBy(() -> Ed25519Signer.generate().named("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
