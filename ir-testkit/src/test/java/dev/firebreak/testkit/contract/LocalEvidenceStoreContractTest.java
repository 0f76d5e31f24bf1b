package dev.firebreak.testkit.contract;

import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.evidence.spi.EvidenceStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalEvidenceStoreContractTest extends EvidenceStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected EvidenceStore store() {
        return LocalEvidenceStore.in(directory);
    }
}
