package dev.firebreak.evidence;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.evidence.spi.Capture;
import dev.firebreak.evidence.spi.EvidenceProvider;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.Journal;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider with one kind of evidence: files of hosts. */
final class Lab implements EvidenceProvider, EvidenceSource {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    final Map<String, Supplier<InputStream>> contents = new HashMap<>();
    final AtomicInteger openings = new AtomicInteger();
    Function<Capture, Capture> refinement = capture -> capture;

    record Host(String id) implements Target {
        @Override
        public String provider() {
            return "lab";
        }

        @Override
        public String type() {
            return "host";
        }
    }

    Lab file(String name, String content) {
        return file(name, () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    Lab file(String name, Supplier<InputStream> content) {
        contents.put(name, content);
        return this;
    }

    static EvidenceRequest<Host> read(String name) {
        return (host, context) -> List.of(Step.builder("lab.file", context.resolve(host))
                .effect(Effect.COLLECT)
                .phase(Phase.VOLATILE_EVIDENCE)
                .putParameters("file", name)
                .summary("read a file")
                .build());
    }

    EvidenceCollector collector(Path directory, EvidenceStore store, Journal journal) {
        return EvidenceCollector.builder()
                .provider(this)
                .store(store)
                .journal(journal)
                .clock(CLOCK)
                .sleeper(duration -> {})
                .bags(directory.resolve("bags"))
                .build();
    }

    EvidenceCollector collector(Path directory) {
        return collector(directory, LocalEvidenceStore.in(directory.resolve("store")), InMemoryJournal.create(CLOCK));
    }

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public TargetRef resolve(Target target) {
        return new TargetRef("lab", "acct", "here", target.type(), target.id());
    }

    @Override
    public List<StepHandler<?>> handlers() {
        return List.of();
    }

    @Override
    public List<TargetRef> callers(TargetRef resource) {
        return List.of(resource.global("role", "responder"));
    }

    @Override
    public List<EvidenceSource> sources() {
        return List.of(this);
    }

    @Override
    public String kind() {
        return "lab.file";
    }

    @Override
    public Capture open(StepContext context) {
        openings.incrementAndGet();
        String name = context.parameter("file");
        return refinement.apply(Capture.of(name, contents.get(name).get())
                .mediaType("text/plain")
                .method("lab:ReadFile")
                .requestId("req-1"));
    }
}
