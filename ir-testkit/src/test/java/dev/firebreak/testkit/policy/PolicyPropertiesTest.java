package dev.firebreak.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.policy.Decision.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for all policies, of seeded random ones. */
class PolicyPropertiesTest {
    private static final List<String> PRINCIPALS =
            List.of("user", "role", "federated", "root", "foreign-user", "foreign-role", "service", "anonymous");
    private static final List<String> ACTIONS =
            List.of("s3:GetObject", "s3:*", "s3:Put*", "*", "ec2:*", "S3:getobject");
    private static final List<String> RESOURCES = List.of(
            "*", Asking.RESOURCE, "arn:aws:s3:::reports/*", "arn:aws:s3:::other/*", "arn:aws:s3:::${aws:username}/*");
    private static final List<String> CONDITIONS = List.of(
            "",
            "",
            ",\"Condition\":{\"StringEquals\":{\"aws:username\":\"ann\"}}",
            ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}",
            ",\"Condition\":{\"StringNotLike\":{\"aws:username\":\"b*\"}}",
            ",\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"a\"]}}");
    private static final List<String> NAMED = List.of(
            "\"Principal\":\"*\"",
            "\"Principal\":{\"AWS\":\"" + Asking.USER + "\"}",
            "\"Principal\":{\"AWS\":\"" + Asking.ROLE + "\"}",
            "\"Principal\":{\"AWS\":\"" + Asking.SESSION + "\"}",
            "\"Principal\":{\"AWS\":\"" + Asking.ROOT + "\"}",
            "\"Principal\":{\"Service\":\"sns.amazonaws.com\"}");

    private static void forEachDraw(Consumer<Draw> property) {
        IntStream.range(0, 2000).forEach(seed -> property.accept(new Draw(seed)));
    }

    /** Random policies and a request. */
    private static final class Draw {
        private final int seed;
        private final Random random;

        Draw(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        <T> T of(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        String statement(String effect, String principal) {
            String negation = random.nextInt(5) == 0 ? "Not" : "";
            return Asking.statement(
                    effect,
                    (principal.isEmpty() ? "" : principal + ",")
                            + "\"" + negation + "Action\":\"" + of(ACTIONS) + "\",\"Resource\":\"" + of(RESOURCES)
                            + "\""
                            + of(CONDITIONS));
        }

        List<String> statements(boolean ofResource) {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(
                            number -> statement(random.nextInt(4) == 0 ? "Deny" : "Allow", ofResource ? of(NAMED) : ""))
                    .toList();
        }

        NamedPolicy policy() {
            return Asking.policy(statements(false).toArray(String[]::new));
        }

        PolicySet policies() {
            PolicySet policies = PolicySet.NONE.withIdentity(List.of(policy(), policy()));
            policies = random.nextBoolean() ? policies.withBoundary(Optional.of(policy())) : policies;
            policies = random.nextBoolean() ? policies.withSession(Optional.of(List.of(policy()))) : policies;
            policies = random.nextBoolean() ? policies.withServiceControl(List.of(List.of(policy()))) : policies;
            return random.nextBoolean() ? policies.withResource(Optional.of(resource(statements(true)))) : policies;
        }

        ResourcePolicy resource(List<String> statements) {
            NamedPolicy policy = Asking.policy(statements.toArray(String[]::new));
            return new ResourcePolicy(PolicyType.RESOURCE, policy, random.nextBoolean(), Map.of());
        }

        AccessRequest request() {
            AccessRequest asked = Asking.request(of(PRINCIPALS));
            var context = new RequestContext().with("aws:SecureTransport", of(List.of("true", "false")));
            if (random.nextBoolean()) {
                context.with("aws:username", of(List.of("ann", "bob")));
            }
            return new AccessRequest(asked.principal(), asked.action(), asked.resource(), context);
        }
    }

    private static List<NamedPolicy> and(List<NamedPolicy> policies, NamedPolicy one) {
        List<NamedPolicy> more = new ArrayList<>(policies);
        more.add(one);
        return more;
    }

    private static boolean allowed(AccessRequest request, PolicySet policies) {
        return PolicyEvaluation.evaluate(request, policies).isAllowed();
    }

    @Test
    void evaluate_oneMoreDeny_neverAllowsMore() {
        forEachDraw(draw -> {
            AccessRequest request = draw.request();
            PolicySet before = draw.policies();
            NamedPolicy deny = Asking.policy(draw.statement("Deny", ""));

            PolicySet after = before.withIdentity(and(before.identity(), deny));

            assertThat(allowed(request, after) && !allowed(request, before))
                    .as("seed %d", draw.seed)
                    .isFalse();
        });
    }

    @Test
    void evaluate_oneMoreAllow_neverAllowsLess() {
        forEachDraw(draw -> {
            AccessRequest request = draw.request();
            PolicySet before = draw.policies();
            NamedPolicy allow = Asking.policy(draw.statement("Allow", ""));

            PolicySet after = before.withIdentity(and(before.identity(), allow));

            assertThat(allowed(request, before) && !allowed(request, after))
                    .as("seed %d", draw.seed)
                    .isFalse();
        });
    }

    @Test
    void evaluate_boundaryOrServiceControlOrSession_onlyNarrows() {
        forEachDraw(draw -> {
            AccessRequest request = draw.request();
            PolicySet narrowed = draw.policies();
            PolicySet wide = narrowed.withBoundary(Optional.empty())
                    .withServiceControl(List.of())
                    .withSession(Optional.empty());

            assertThat(allowed(request, narrowed) && !allowed(request, wide))
                    .as("seed %d", draw.seed)
                    .isFalse();
        });
    }

    @Test
    void evaluate_denyOfEverything_isExplicitForAllButNobody() {
        forEachDraw(draw -> {
            AccessRequest request = draw.request();
            PolicySet before = draw.policies();

            PolicySet after = before.withIdentity(and(before.identity(), Asking.named("deny")));

            assertThat(PolicyEvaluation.evaluate(request, after).outcome())
                    .as("seed %d", draw.seed)
                    .isEqualTo(Outcome.EXPLICIT_DENY);
        });
    }

    @Test
    void evaluate_orderOfPolicies_doesNotMatter() {
        forEachDraw(draw -> {
            AccessRequest request = draw.request();
            PolicySet policies = draw.policies();
            List<NamedPolicy> reversed = new ArrayList<>(policies.identity());
            Collections.reverse(reversed);

            assertThat(allowed(request, policies.withIdentity(reversed)))
                    .as("seed %d", draw.seed)
                    .isEqualTo(allowed(request, policies));
        });
    }
}
