package dev.firebreak.aws;

import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.contract.JournalContract;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class S3JournalContractTest extends JournalContract {
    final FakeAws fake = FakeAws.create();

    @AfterEach
    void close() {
        fake.close();
    }

    @Override
    protected Journal journal() {
        return new Vault(fake, Clock.systemUTC()).journal();
    }
}
