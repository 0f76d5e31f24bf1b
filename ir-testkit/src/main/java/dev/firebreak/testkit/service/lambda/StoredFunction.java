package dev.firebreak.testkit.service.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** A function with its versions, aliases, policies and settings. */
final class StoredFunction {
    static final String LATEST = "$LATEST";

    private final Instant activeAt;
    private final SortedMap<String, FunctionConfiguration> versions = new TreeMap<>();
    private final SortedMap<String, AliasConfiguration> aliases = new TreeMap<>();
    private final SortedMap<String, FunctionPolicy> policies = new TreeMap<>();
    private final SortedMap<String, FunctionUrlConfig> urls = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private FunctionConfiguration latest;
    private Instant updatedAt;
    private int published;
    private @Nullable Integer reserved;

    StoredFunction(FunctionConfiguration latest, Instant activeAt) {
        this.latest = latest;
        this.activeAt = activeAt;
        this.updatedAt = activeAt;
    }

    String name() {
        return latest.functionName();
    }

    String arn() {
        return latest.functionArn();
    }

    /** The unpublished version, without its state. */
    FunctionConfiguration latest() {
        return latest;
    }

    /** Changes the unpublished version; the change is in force at {@code when}. */
    void change(FunctionConfiguration changed, Instant when) {
        latest = changed;
        updatedAt = when;
    }

    /** Whether the function is being made or changed, so that no other change is taken. */
    boolean inFlux(Instant now) {
        return now.isBefore(activeAt) || now.isBefore(updatedAt);
    }

    boolean isPending(Instant now) {
        return now.isBefore(activeAt);
    }

    /** The unpublished version as the API gives it now. */
    FunctionConfiguration view(Instant now) {
        return settled(latest, now);
    }

    private FunctionConfiguration settled(FunctionConfiguration version, Instant now) {
        boolean pending = now.isBefore(activeAt);
        LastUpdateStatus update = now.isBefore(updatedAt) ? LastUpdateStatus.IN_PROGRESS : LastUpdateStatus.SUCCESSFUL;
        return version.copy(copy -> {
            copy.state(pending ? State.PENDING : State.ACTIVE).lastUpdateStatus(update);
            if (pending) {
                copy.stateReason("The function is being created.").stateReasonCode("Creating");
            }
        });
    }

    /** The version or alias with this qualifier. */
    Optional<FunctionConfiguration> version(@Nullable String qualifier, Instant now) {
        if (qualifier == null || qualifier.equals(LATEST)) {
            return Optional.of(view(now));
        }
        String number = aliases.containsKey(qualifier) ? aliases.get(qualifier).functionVersion() : qualifier;
        return number.equals(LATEST)
                ? Optional.of(view(now))
                : Optional.ofNullable(versions.get(number)).map(version -> settled(version, now));
    }

    FunctionConfiguration publish(FunctionConfiguration version) {
        versions.put(version.version(), version);
        return version;
    }

    int nextVersion() {
        return ++published;
    }

    SortedMap<String, FunctionConfiguration> versions() {
        return versions;
    }

    SortedMap<String, AliasConfiguration> aliases() {
        return aliases;
    }

    /** The resource-based policies, by qualifier; the empty one is of the function itself. */
    SortedMap<String, FunctionPolicy> policies() {
        return policies;
    }

    SortedMap<String, FunctionUrlConfig> urls() {
        return urls;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    Optional<Integer> reserved() {
        return Optional.ofNullable(reserved);
    }

    void reserve(@Nullable Integer concurrency) {
        reserved = concurrency;
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", latest.codeSha256()).put("role", latest.role());
        node.put("groups", String.valueOf(latest.vpcConfig()));
        node.put(
                "variables",
                latest.environment() == null
                        ? 0
                        : latest.environment().variables().hashCode());
        reserved().ifPresent(concurrency -> node.put("reservedConcurrency", concurrency));
        var published = node.putArray("versions");
        versions.keySet().forEach(published::add);
        ObjectNode named = node.putObject("aliases");
        aliases.forEach((name, alias) -> named.put(name, alias.functionVersion()));
        ObjectNode granted = node.putObject("policies");
        policies.forEach((qualifier, policy) -> granted.set(qualifier, policy.statements()));
        ObjectNode open = node.putObject("urls");
        urls.forEach((qualifier, url) -> open.put(qualifier, url.authTypeAsString()));
        ObjectNode tagged = node.putObject("tags");
        tags.forEach(tagged::put);
        return node;
    }
}
