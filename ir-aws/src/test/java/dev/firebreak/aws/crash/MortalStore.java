package dev.firebreak.aws.crash;

import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** An evidence store whose process may die before and behind each item. */
record MortalStore(EvidenceStore store, Fate fate) implements EvidenceStore {
    @Override
    public EvidenceItem write(EvidenceDescription description, EvidenceContent content) throws IOException {
        fate.pass("before item " + description.id());
        EvidenceItem item = store.write(description, content);
        fate.pass("behind item " + description.id());
        return item;
    }

    @Override
    public Optional<EvidenceItem> find(String incident, String id) {
        return store.find(incident, id);
    }

    @Override
    public InputStream open(EvidenceItem item) throws IOException {
        return store.open(item);
    }

    @Override
    public List<EvidenceItem> list(String incident) {
        return store.list(incident);
    }
}
