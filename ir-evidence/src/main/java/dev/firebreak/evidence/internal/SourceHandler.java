package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.Capture;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** Runs the steps of one source: reads from the world into the store. */
public final class SourceHandler implements StepHandler<Holding> {
    private final EvidenceSource source;
    private final EvidenceStore store;
    private final Custody custody;

    public SourceHandler(EvidenceSource source, EvidenceStore store, Custody custody) {
        this.source = source;
        this.store = store;
        this.custody = custody;
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public Class<Holding> stateType() {
        return Holding.class;
    }

    @Override
    public Holding observe(StepContext context) {
        return store.find(context.incident().id(), context.step().id())
                .map(Holding::of)
                .orElse(Holding.NOTHING);
    }

    @Override
    public void apply(StepContext context, Holding before) {
        String actor = custody.actor(List.of(context.step().resource()));
        record(
                context,
                custody.event(context.step().id(), CustodyEvent.IDENTIFIED, actor)
                        .source(context.step().resource().toString())
                        .note(context.step().summary())
                        .build());
        Instant begun = context.clock().instant();
        Capture capture = source.open(context);
        EvidenceItem item = store(context, capture, begun);
        record(
                context,
                custody.event(item, CustodyEvent.ACQUIRED, actor)
                        .changes(capture.changes())
                        .build());
        record(context, custody.event(item, CustodyEvent.HASHED, actor).build());
    }

    private EvidenceItem store(StepContext context, Capture capture, Instant begun) {
        String id = context.step().id();
        try (InputStream bytes = capture.content()) {
            EvidenceContent content = capture.expectedSize().isPresent()
                    ? EvidenceContent.of(bytes, capture.expectedSize().getAsLong())
                    : EvidenceContent.of(bytes);
            EvidenceItem item = store.write(describe(context, capture, begun), content);
            if (!content.isComplete() || !item.sha256().equals(content.sha256())) {
                throw new EvidenceIntegrityException("Cannot collect " + id + ": the store did not keep what was read ("
                        + content.count() + " bytes read)");
            }
            return item;
        } catch (IOException e) {
            throw new EvidenceIntegrityException(
                    "Cannot collect " + id + ": its stream broke, " + reason(e) + "; nothing was stored", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static EvidenceDescription describe(StepContext context, Capture capture, Instant begun) {
        return new EvidenceDescription(
                context.incident().id(),
                context.step().id(),
                capture.name(),
                capture.mediaType(),
                capture.source().isEmpty() ? context.step().resource().toString() : capture.source(),
                capture.method().isEmpty() ? context.step().kind() : capture.method(),
                capture.requestIds(),
                begun);
    }

    private static void record(StepContext context, CustodyRecord custody) {
        context.record(CustodyRecord.TYPE, custody.toJsonTree());
    }

    @Override
    public boolean verify(StepContext context, Holding now) {
        return now.stored();
    }

    @Override
    public void revert(StepContext context, Holding before, Holding now) {
        throw new IllegalStateException("Cannot take back " + context.step().id() + ": evidence is kept");
    }
}
