package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.Owner;

/** Evaluates rules, and tells when the compliance of a resource changes. */
final class RuleEvaluation {
    private final ConfigState state;
    private final Region region;
    private final Instant now;

    RuleEvaluation(ConfigState state) {
        this.state = state;
        this.region = state.region();
        this.now = region.world().now();
    }

    void runAll() {
        state.rules().values().forEach(this::run);
    }

    /** Evaluates a managed rule; one of the customer's own gets its evaluations from outside. */
    void run(StoredRule rule) {
        if (rule.settings().source().owner() != Owner.AWS) {
            return;
        }
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        ManagedRules.of(rule.settings()).judge(region, rule.settings()).forEach((key, verdict) -> {
            if (inScope(rule, key)) {
                verdicts.put(key, verdict);
            }
        });
        verdicts.forEach((key, verdict) -> found(rule, key, verdict));
        // A resource that is gone is no longer judged.
        rule.findings().keySet().retainAll(verdicts.keySet());
        rule.evaluated(now);
    }

    private static boolean inScope(StoredRule rule, ResourceKey key) {
        var scope = rule.settings().scope();
        return scope == null
                || ((scope.complianceResourceTypes().isEmpty()
                                || scope.complianceResourceTypes().contains(key.type()))
                        && (scope.complianceResourceId() == null
                                || scope.complianceResourceId().equals(key.id())));
    }

    void found(StoredRule rule, ResourceKey key, Verdict verdict) {
        StoredRule.Finding before = rule.findings().get(key);
        ComplianceType compliance = verdict.compliance();
        rule.findings().put(key, new StoredRule.Finding(compliance, verdict.annotation(), now));
        if (before == null || before.compliance() != compliance) {
            publish(rule, key, before == null ? null : before.compliance(), verdict);
        }
    }

    private void publish(StoredRule rule, ResourceKey key, @Nullable ComplianceType before, Verdict after) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("resourceId", key.id())
                .put("awsRegion", region.name())
                .put("awsAccountId", region.account().id())
                .put("configRuleName", rule.settings().configRuleName())
                .put("configRuleARN", rule.settings().configRuleArn())
                .put("recordVersion", "1.0")
                .put("messageType", "ComplianceChangeNotification")
                .put("notificationCreationTime", now.toString())
                .put("resourceType", key.type());
        detail.set("newEvaluationResult", result(key, after.compliance(), after.annotation()));
        if (before == null) {
            detail.putNull("oldEvaluationResult");
        } else {
            detail.set("oldEvaluationResult", result(key, before, ""));
        }
        region.world()
                .events()
                .publish(new AwsEvent(
                        "aws.config",
                        "Config Rules Compliance Change",
                        region.account().id(),
                        region.name(),
                        now,
                        List.of(),
                        detail));
    }

    private ObjectNode result(ResourceKey key, ComplianceType compliance, String annotation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("evaluationResultIdentifier")
                .putObject("evaluationResultQualifier")
                .put("resourceType", key.type())
                .put("resourceId", key.id());
        json.put("complianceType", compliance.toString()).put("resultRecordedTime", now.toString());
        return annotation.isEmpty() ? json : json.put("annotation", annotation);
    }

    /**
     * What a rule says of a resource.
     *
     * @param compliance whether it complies
     * @param annotation why not; empty when nothing is to be said
     */
    record Verdict(ComplianceType compliance, String annotation) {
        static Verdict of(boolean complies) {
            return new Verdict(complies ? ComplianceType.COMPLIANT : ComplianceType.NON_COMPLIANT, "");
        }
    }
}
