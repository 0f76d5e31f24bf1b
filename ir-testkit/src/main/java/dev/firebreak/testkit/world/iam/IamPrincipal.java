package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user, role or group: what inline policies are written into and managed policies are attached to. */
public abstract class IamPrincipal extends IamEntity {
    private final SortedMap<String, String> inlinePolicies = lag().sorted(new TreeMap<>());
    private final SortedMap<String, ManagedPolicy> attachedPolicies = lag().sorted(new TreeMap<>());
    private final Cell<@Nullable ManagedPolicy> boundary = lag().cell(null);

    IamPrincipal(Account account, String name, String path, String idPrefix) {
        super(account, name, path, idPrefix);
    }

    /** The inline policies: name to document. */
    public SortedMap<String, String> inlinePolicies() {
        return inlinePolicies;
    }

    /** The attached managed policies, by ARN. */
    public SortedMap<String, ManagedPolicy> attachedPolicies() {
        return attachedPolicies;
    }

    /** The managed policy that bounds what this principal may do. */
    public Optional<ManagedPolicy> boundary() {
        return Optional.ofNullable(boundary.get());
    }

    /** Attaches a managed policy. Attaching again changes nothing. */
    public void attach(ManagedPolicy policy) {
        attachedPolicies.put(policy.arn(), policy);
        policy.attachments().add(this);
    }

    /** Detaches a managed policy. */
    public void detach(ManagedPolicy policy) {
        attachedPolicies.remove(policy.arn());
        policy.attachments().remove(this);
    }

    /** Sets the permissions boundary; {@code null} removes it. */
    public void bound(@Nullable ManagedPolicy policy) {
        boundary().ifPresent(before -> before.bounded().remove(this));
        boundary.set(policy);
        boundary().ifPresent(after -> after.bounded().add(this));
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = super.snapshot();
        ObjectNode inline = node.putObject("inlinePolicies");
        inlinePolicies.forEach(inline::put);
        var attached = node.putArray("attachedPolicies");
        attachedPolicies.keySet().forEach(attached::add);
        boundary().ifPresent(policy -> node.put("permissionsBoundary", policy.arn()));
        return node;
    }
}
