package dev.firebreak.aws;

import dev.firebreak.journal.Journal;
import java.time.Clock;

class S3JournalOverHttpContractTest extends S3JournalContractTest {
    @Override
    protected Journal journal() {
        return Vault.overHttp(fake, Clock.systemUTC()).journal();
    }
}
