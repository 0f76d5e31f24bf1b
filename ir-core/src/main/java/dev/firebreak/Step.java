package dev.firebreak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.immutables.value.Value;

/**
 * The smallest unit that is journaled: one change, one piece of evidence, or one check. Pure data; a
 * {@link dev.firebreak.spi.StepHandler} of the same kind runs it.
 */
@Value.Immutable
@ValueStyle
public interface Step {
    /** A builder for a step of this kind on this resource. */
    static Builder builder(String kind, TargetRef resource) {
        return new Builder().kind(kind).resource(resource).target(resource);
    }

    /**
     * The id: the last word of the kind and a hash of kind, resource and parameters. The same step has the same id in every plan,
     * and steps with equal ids are one step.
     */
    @Value.Derived
    @Value.Auxiliary
    default String id() {
        ObjectNode named = CanonicalJson.object();
        parameters().forEach(named::put);
        String identity = kind() + "\n" + resource() + "\n" + CanonicalJson.text(named);
        String hash = CanonicalJson.sha256(identity.getBytes(StandardCharsets.UTF_8));
        return kind().substring(kind().lastIndexOf('.') + 1) + "-" + hash.substring(0, 12);
    }

    /** What kind of step it is, such as {@code aws.ec2.isolate-interface}: names the handler. */
    String kind();

    /** The target that was asked for, for instance an instance. An action need not name it: a plan sets it where it is none that was. */
    TargetRef target();

    /** The resource that the step changes or reads, for instance one of the instance's interfaces. Changes of one resource by one plan never run side by side. */
    TargetRef resource();

    /** What else the step takes effect on, for instance the owner of an access key. Guards look at these too. */
    List<TargetRef> affects();

    /** What the handler needs to know beyond the resource. No secrets: plans and journals show them. */
    @Value.NaturalOrder
    SortedMap<String, String> parameters();

    /** Ids of the steps that must have succeeded before this one is applied. */
    Set<String> requires();

    /** Ids of the steps that must have ended, well or not, before this one looks at the world. */
    Set<String> after();

    /** When it runs. */
    Phase phase();

    /** What it does to the world. If not set, {@link Effect#CHANGE}. */
    @Value.Default
    default Effect effect() {
        return Effect.CHANGE;
    }

    /** Why a release cannot take the change back. If not set, it can. */
    Optional<String> irreversibleBecause();

    /** One line that says what changes, from what to what. */
    String summary();

    /** What the reader of a plan must know before approving it. */
    List<String> notes();

    /** The provider's names for the permissions needed, such as {@code ec2:CreateSnapshots}. */
    List<String> permissions();

    /** About how many API calls the step makes. If not set, 2. */
    @Value.Default
    default int calls() {
        return 2;
    }

    /** This step, waiting for these steps to end and no others. */
    default Step withAfter(Set<String> ids) {
        return ids.equals(after())
                ? this
                : ((ImmutableStep) ImmutableStep.copyOf(this)).withAfter((Iterable<String>) ids);
    }

    /** This step, for this target and no other. */
    default Step withTarget(TargetRef target) {
        return ((ImmutableStep) ImmutableStep.copyOf(this)).withTarget(target);
    }

    /** Builds a {@link Step}. */
    final class Builder extends ImmutableStep.Builder {
        Builder() {}
    }
}
