package dev.firebreak.testkit.attack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.authorization.CallerPolicies;
import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a credential may do, by the policies as they are now. */
final class Powers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Power EVERYTHING = new Power("*", "*");

    private final AttackSurface surface;
    private final String address;
    private final Call call;

    Powers(AttackSurface surface, String address, StolenCredential credential) {
        this.surface = surface;
        this.address = address;
        World world = surface.region().world();
        String account = world.caller(credential.accessKeyId())
                .map(Caller::accountId)
                .orElse(surface.region().account().id());
        this.call = new Call(
                world.account(account),
                world.account(account).region(surface.region().name()),
                credential.accessKeyId(),
                "",
                new byte[0]);
    }

    /**
     * A permission as policies word it.
     *
     * @param action an action, or a pattern of some
     * @param resource an ARN, or a pattern of some
     */
    record Power(String action, String resource) {
        @Override
        public String toString() {
            return action + " on " + resource;
        }
    }

    /** What its own policies grant and nothing denies; a pattern that is denied in part counts as granted. */
    List<Power> granted() {
        return candidates().stream().filter(this::allows).toList();
    }

    /** Whether an action is allowed on any resource that its own policies name. */
    boolean allows(String action) {
        return candidates().stream()
                .map(Power::resource)
                .distinct()
                .anyMatch(resource -> allows(new Power(action, resource)));
    }

    boolean allows(Power power) {
        // A pattern stands for itself: what matches it wholly, matches all that it stands for.
        String action = power.action().equals("*") ? "*:*" : power.action();
        return surface.authorization().allows(call, action, power.resource(), address);
    }

    private Set<Power> candidates() {
        var powers = new LinkedHashSet<Power>(Set.of(EVERYTHING));
        CallerPolicies.of(call.world(), Callers.of(call)).identity().stream()
                .map(NamedPolicy::document)
                .flatMap(document -> statements(document.text()))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(statement -> values(statement.path("Action"))
                        .forEach(action -> values(statement.path("Resource"))
                                .forEach(resource -> powers.add(new Power(action, resource)))));
        return powers;
    }

    private static Stream<JsonNode> statements(String document) {
        try {
            JsonNode statements = JSON.readTree(document).path("Statement");
            return statements.isArray() ? statements.valueStream() : Stream.of(statements);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("Cannot read a policy that IAM has taken", malformed);
        }
    }

    /** What is granted by {@code NotAction} or {@code NotResource} counts as a pattern for all. */
    private static List<String> values(JsonNode oneOrMany) {
        if (oneOrMany.isMissingNode()) {
            return List.of("*");
        }
        return oneOrMany.isArray()
                ? oneOrMany.valueStream().map(JsonNode::asText).toList()
                : List.of(oneOrMany.asText());
    }
}
