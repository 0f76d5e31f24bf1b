package dev.firebreak.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.policy.CaseTable.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEvaluationTest {
    private static final String EVERYTHING = "\"Action\":\"*\",\"Resource\":\"*\"";
    private static final Map<String, String> PRINCIPALS = Map.ofEntries(
            Map.entry("user", "\"AWS\":\"" + Asking.USER + "\""),
            Map.entry("role", "\"AWS\":\"" + Asking.ROLE + "\""),
            Map.entry("session", "\"AWS\":[\"" + Asking.SESSION + "\",\"" + Asking.FEDERATED + "\"]"),
            Map.entry("account", "\"AWS\":\"" + Asking.ROOT + "\""),
            Map.entry("account-id", "\"AWS\":\"" + Asking.ACCOUNT + "\""),
            Map.entry("id", "\"AWS\":\"" + Asking.USER_ID + "\""),
            Map.entry("other", "\"AWS\":\"arn:aws:iam::111122223333:user/bob\""),
            Map.entry("service", "\"Service\":\"sns.amazonaws.com\""),
            Map.entry("other-service", "\"Service\":\"ec2.amazonaws.com\""),
            Map.entry("provider", "\"Federated\":\"accounts.example.com\""),
            Map.entry("other-provider", "\"Federated\":\"other.example.com\""));

    static Stream<Case> conditions() {
        return CaseTable.read("conditions.txt", 4);
    }

    static Stream<Case> statements() {
        return CaseTable.read("statements.txt", 5);
    }

    static Stream<Case> decisions() {
        return CaseTable.read("decisions.txt", 8);
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void evaluate_conditionOfAllow_allowsWhenItHolds(Case each) {
        String allow = Asking.statement("Allow", EVERYTHING + ",\"Condition\":" + each.column(1));

        Decision decision = decide(Asking.policy(allow), Asking.ACTION, Asking.RESOURCE, context(each.column(2)));

        assertThat(decision.isAllowed()).isEqualTo(each.column(3).equals("holds"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void evaluate_conditionOfDeny_deniesWhenItHolds(Case each) {
        String deny = Asking.statement("Deny", EVERYTHING + ",\"Condition\":" + each.column(1));
        NamedPolicy policy = Asking.policy(Asking.statement("Allow", EVERYTHING), deny);

        Decision decision = decide(policy, Asking.ACTION, Asking.RESOURCE, context(each.column(2)));

        assertThat(decision.isAllowed()).isEqualTo(each.column(3).equals("not"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void evaluate_statement_allowsWhatItCovers(Case each) {
        NamedPolicy policy = Asking.policy(Asking.statement("Allow", each.column(1)));

        Decision decision = decide(policy, each.column(2), each.column(3), context("aws:username=ann"));

        assertThat(decision.isAllowed()).isEqualTo(each.column(4).equals("covers"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void evaluate_statement_deniesWhatItCovers(Case each) {
        NamedPolicy policy =
                Asking.policy(Asking.statement("Allow", EVERYTHING), Asking.statement("Deny", each.column(1)));

        Decision decision = decide(policy, each.column(2), each.column(3), context("aws:username=ann"));

        assertThat(decision.isAllowed()).isEqualTo(each.column(4).equals("not"));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void evaluate_policiesTogether_decideAsDocumented(Case each) {
        PolicySet policies = PolicySet.NONE
                .withIdentity(Asking.policies(each.column(2)))
                .withBoundary(Asking.policies(each.column(3)).stream().findFirst())
                .withSession(Asking.session(each.column(4)))
                .withServiceControl(Asking.levels(each.column(5)))
                .withResource(resource(each.column(6)));

        Decision decision = PolicyEvaluation.evaluate(Asking.request(each.column(1)), policies);

        assertThat(text(decision)).isEqualTo(each.column(7));
    }

    @Test
    void evaluate_versionOf2008_leavesVariablesAsText() {
        NamedPolicy old = NamedPolicy.of(
                "old",
                "user",
                "{\"Version\":\"2008-10-17\",\"Statement\":"
                        + Asking.statement("Allow", "\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b/${aws:username}\"")
                        + "}");

        RequestContext context = context("aws:username=ann");

        assertThat(decide(old, Asking.ACTION, "arn:aws:s3:::b/ann", context).isAllowed())
                .isFalse();
        assertThat(decide(old, Asking.ACTION, "arn:aws:s3:::b/${aws:username}", context)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void evaluate_recreatedUser_isNotTheOneTrusted() {
        ResourcePolicy trust = ResourcePolicy.ofRole(
                "web",
                Asking.statement("Allow", EVERYTHING + ",\"Principal\":{" + PRINCIPALS.get("user") + "}")
                        .transform(PolicyEvaluationTest::document),
                Map.of(Asking.USER, "AIDAANOTHER0000000001"));

        Decision decision =
                PolicyEvaluation.evaluate(Asking.request("user"), PolicySet.NONE.withResource(Optional.of(trust)));

        assertThat(text(decision)).isEqualTo("implicit ROLE_TRUST");
    }

    @Test
    void evaluate_matched_namesPolicyAndStatement() {
        NamedPolicy policy = Asking.policy(
                Asking.statement("Allow", EVERYTHING),
                Asking.statement("Deny", "\"Sid\":\"NoObjects\",\"Action\":\"s3:Get*\",\"Resource\":\"*\""));

        Decision decision = decide(policy, Asking.ACTION, Asking.RESOURCE, new RequestContext());

        assertThat(decision.matched()).singleElement().satisfies(match -> {
            assertThat(match.policy()).isSameAs(policy);
            assertThat(match.statement().id()).isEqualTo("NoObjects");
        });
        assertThat(decision.reason(Asking.ACTION)).isEqualTo("with an explicit deny in an identity-based policy");
    }

    @Test
    void evaluate_unknownOperator_isNeverInTheCallersFavour() {
        String condition = EVERYTHING + ",\"Condition\":{\"StringSounds\":{\"aws:username\":\"ann\"}}";
        NamedPolicy allowing = Asking.policy(Asking.statement("Allow", condition));
        NamedPolicy denying = Asking.policy(Asking.statement("Allow", EVERYTHING), Asking.statement("Deny", condition));

        assertThat(decide(allowing, Asking.ACTION, "*", context("aws:username=ann"))
                        .isAllowed())
                .isFalse();
        assertThat(decide(denying, Asking.ACTION, "*", context("aws:username=ann"))
                        .isAllowed())
                .isFalse();
    }

    private static String document(String statement) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
    }

    private static Decision decide(NamedPolicy policy, String action, String resource, RequestContext context) {
        return PolicyEvaluation.evaluate(
                Asking.request(action, resource, context), PolicySet.NONE.withIdentity(List.of(policy)));
    }

    private static RequestContext context(String text) {
        var context = new RequestContext();
        if (!text.equals("-")) {
            for (String pair : text.split(" ")) {
                String[] keyAndValues = pair.split("=", 2);
                context.withAll(
                        keyAndValues[0],
                        Arrays.asList(keyAndValues[1].replace('_', ' ').split(",")));
            }
        }
        return context;
    }

    private static Optional<ResourcePolicy> resource(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        String document = document(resourceStatement(text.replaceFirst("^key ", "")));
        return Optional.of(
                text.startsWith("key ") ? ResourcePolicy.ofKey("k", document) : ResourcePolicy.of("r", document));
    }

    private static String resourceStatement(String text) {
        if (text.equals("empty")) {
            return "";
        }
        String[] effectAndNames = text.split(" ", 2);
        String element = effectAndNames[0].endsWith("-all-but") ? "NotPrincipal" : "Principal";
        String effect = effectAndNames[0].startsWith("allow") ? "Allow" : "Deny";
        return Asking.statement(effect, EVERYTHING + ",\"" + element + "\":" + principals(effectAndNames[1]));
    }

    private static String principals(String names) {
        if (names.equals("*")) {
            return "\"*\"";
        }
        if (!names.contains("+")) {
            return "{" + PRINCIPALS.get(names) + "}";
        }
        return "{\"AWS\":["
                + Arrays.stream(names.split("\\+"))
                        .map(name -> PRINCIPALS.get(name).replaceAll("\"AWS\":|[\\[\\]]", ""))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String text(Decision decision) {
        return switch (decision.outcome()) {
            case ALLOWED -> "allowed";
            case EXPLICIT_DENY -> "explicit " + decision.by();
            case IMPLICIT_DENY -> "implicit " + decision.by();
        };
    }
}
