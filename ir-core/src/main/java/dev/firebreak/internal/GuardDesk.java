package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.Incident;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Guard;
import dev.firebreak.spi.GuardContext;
import dev.firebreak.spi.Provider;
import dev.firebreak.spi.Reads;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the guards, for one plan or one run; reads tags and identities once. */
final class GuardDesk implements GuardContext {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDesk.class);

    private final Settings settings;
    private final Incident incident;
    private final Reads reads;
    private final Set<String> warnings = Collections.synchronizedSet(new TreeSet<>());

    GuardDesk(Settings settings, Incident incident, Reads reads) {
        this.settings = settings;
        this.incident = incident;
        this.reads = reads;
    }

    /** The first refusal, if any; steps that change nothing are never refused. */
    Optional<Refusal> refusal(Step step) {
        if (step.effect() != Effect.CHANGE) {
            return Optional.empty();
        }
        for (Guard guard : settings.guards()) {
            Optional<String> reason = ask(guard, step);
            if (reason.isPresent()) {
                return Optional.of(new Refusal(step.target(), step.id(), guard.name(), reason.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> ask(Guard guard, Step step) {
        try {
            return Objects.requireNonNull(Foreign.call("it", () -> guard.refuse(step, this)), "it answered null");
        } catch (RuntimeException e) {
            return Optional.of(
                    "the guard could not decide: " + settings.classify(step, e).message());
        }
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Reads what guards are likely to ask about this target, before they do; they are told of failures when they ask. */
    void readAhead(TargetRef target) {
        try {
            callers(target);
            tags(target);
        } catch (RuntimeException e) {
            LOG.debug("Cannot read ahead for the guards of {}", target, e);
        }
    }

    @Override
    public Incident incident() {
        return incident;
    }

    @Override
    public Clock clock() {
        return settings.clock();
    }

    @Override
    public Map<String, String> tags(TargetRef resource) {
        return reads.once(
                List.of("tags", resource),
                () -> provider(resource)
                        .map(provider -> answered(provider, "tags", provider.tags(resource, reads)))
                        .orElseGet(Map::of));
    }

    @Override
    public List<TargetRef> callers(TargetRef resource) {
        return reads.once(
                List.of("callers", resource),
                () -> provider(resource)
                        .map(provider -> answered(provider, "callers", provider.callers(resource)))
                        .orElseGet(List::of));
    }

    /** Taken for nothing, no answer would let pass what guards are there for. */
    private static <V> V answered(Provider provider, String method, @Nullable V answer) {
        return Objects.requireNonNull(answer, () -> "provider '" + provider.name() + "' answered null for " + method);
    }

    private Optional<Provider> provider(TargetRef resource) {
        return settings.provider(resource.provider());
    }

    @Override
    public void warn(String warning) {
        LOG.warn("{}: {}", incident.id(), warning);
        warnings.add(warning);
    }
}
