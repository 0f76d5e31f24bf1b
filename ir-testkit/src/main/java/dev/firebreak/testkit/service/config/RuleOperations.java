package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.config.model.ConfigRuleState;
import software.amazon.awssdk.services.config.model.DeleteConfigRuleRequest;
import software.amazon.awssdk.services.config.model.DeleteConfigRuleResponse;
import software.amazon.awssdk.services.config.model.DeleteRemediationConfigurationRequest;
import software.amazon.awssdk.services.config.model.DeleteRemediationConfigurationResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesResponse;
import software.amazon.awssdk.services.config.model.DescribeRemediationConfigurationsRequest;
import software.amazon.awssdk.services.config.model.DescribeRemediationConfigurationsResponse;
import software.amazon.awssdk.services.config.model.Owner;
import software.amazon.awssdk.services.config.model.PutConfigRuleRequest;
import software.amazon.awssdk.services.config.model.PutConfigRuleResponse;
import software.amazon.awssdk.services.config.model.PutRemediationConfigurationsRequest;
import software.amazon.awssdk.services.config.model.PutRemediationConfigurationsResponse;
import software.amazon.awssdk.services.config.model.RemediationConfiguration;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationRequest;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationResponse;

/** Rules, and the remediations recorded for them. */
final class RuleOperations {
    private static final int PAGE = 25;
    private static final int MOST = 1000;

    private RuleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutConfigRule", PutConfigRuleRequest::builder, RuleOperations::put)
                .on("DeleteConfigRule", DeleteConfigRuleRequest::builder, RuleOperations::delete)
                .on("DescribeConfigRules", DescribeConfigRulesRequest::builder, RuleOperations::describe)
                .on("StartConfigRulesEvaluation", StartConfigRulesEvaluationRequest::builder, RuleOperations::start)
                .on(
                        "PutRemediationConfigurations",
                        PutRemediationConfigurationsRequest::builder,
                        RuleOperations::putRemediations)
                .on(
                        "DescribeRemediationConfigurations",
                        DescribeRemediationConfigurationsRequest::builder,
                        RuleOperations::describeRemediations)
                .on(
                        "DeleteRemediationConfiguration",
                        DeleteRemediationConfigurationRequest::builder,
                        RuleOperations::deleteRemediation);
    }

    private static PutConfigRuleResponse put(Call call, PutConfigRuleRequest request) {
        ConfigState state = ConfigState.of(call.region());
        state.requireRecorder();
        ConfigRule asked = request.configRule();
        String name = asked == null ? null : asked.configRuleName();
        if (asked == null || name == null || name.isEmpty() || name.length() > 128) {
            throw invalid("A rule needs a name of 1 to 128 characters.");
        }
        if (asked.source() == null || asked.source().owner() == null) {
            throw invalid("A rule needs a source.");
        }
        String identifier = String.valueOf(asked.source().sourceIdentifier());
        if (asked.source().owner() == Owner.AWS && !identifier.matches("[A-Z][A-Z0-9_]+")) {
            throw invalid(
                    "The sourceIdentifier " + identifier + " is invalid. Please refer to the documentation for a list "
                            + "of valid sourceIdentifiers that can be used when AWS is the Owner.");
        }
        StoredRule before = state.rules().get(name);
        if (before == null && state.rules().size() >= MOST) {
            throw AwsError.of(
                    "MaxNumberOfConfigRulesExceededException",
                    "Failed to put config rule '%s' because the maximum number of config rules: 1000 is reached.",
                    name);
        }
        ConfigRule settings = before == null ? made(call, asked) : kept(asked, before.settings());
        StoredRule rule = before == null ? new StoredRule(settings) : before;
        rule.settings(settings);
        request.tags().forEach(tag -> rule.tags().put(tag.key(), tag.value()));
        state.rules().put(name, rule);
        new RuleEvaluation(state).run(rule);
        return PutConfigRuleResponse.builder().build();
    }

    private static ConfigRule made(Call call, ConfigRule asked) {
        String id = "config-rule-" + call.world().ids().hex(6);
        String arn =
                "arn:aws:config:" + call.region().name() + ":" + call.account().id() + ":config-rule/" + id;
        return asked.copy(copy -> copy.configRuleId(id).configRuleArn(arn).configRuleState(ConfigRuleState.ACTIVE));
    }

    private static ConfigRule kept(ConfigRule asked, ConfigRule before) {
        return asked.copy(copy -> copy.configRuleId(before.configRuleId())
                .configRuleArn(before.configRuleArn())
                .configRuleState(ConfigRuleState.ACTIVE));
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidParameterValueException", 400, message);
    }

    static StoredRule existing(Call call, @Nullable String name) {
        StoredRule rule = ConfigState.of(call.region()).rules().get(String.valueOf(name));
        if (rule == null) {
            throw AwsError.of(
                    "NoSuchConfigRuleException",
                    "The ConfigRule '%s' provided in the request is invalid. Please check the configRule name.",
                    String.valueOf(name));
        }
        return rule;
    }

    private static DeleteConfigRuleResponse delete(Call call, DeleteConfigRuleRequest request) {
        existing(call, request.configRuleName());
        ConfigState state = ConfigState.of(call.region());
        if (state.remediations().containsKey(request.configRuleName())) {
            throw AwsError.of(
                    "ResourceInUseException",
                    "You cannot delete a rule that has a remediation action: delete the remediation action first.");
        }
        state.rules().remove(request.configRuleName());
        return DeleteConfigRuleResponse.builder().build();
    }

    private static DescribeConfigRulesResponse describe(Call call, DescribeConfigRulesRequest request) {
        List<ConfigRule> found = new ArrayList<>();
        if (request.configRuleNames().isEmpty()) {
            ConfigState.of(call.region()).rules().values().forEach(rule -> found.add(rule.settings()));
        } else {
            request.configRuleNames()
                    .forEach(name -> found.add(existing(call, name).settings()));
        }
        var page = ResultPage.of(found, PAGE, request.nextToken(), HistoryOperations::token);
        return DescribeConfigRulesResponse.builder()
                .configRules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static StartConfigRulesEvaluationResponse start(Call call, StartConfigRulesEvaluationRequest request) {
        if (request.configRuleNames().size() > PAGE) {
            throw invalid("At most 25 rules can be evaluated at once.");
        }
        ConfigState state = ConfigState.of(call.region());
        var evaluation = new RuleEvaluation(state);
        if (request.configRuleNames().isEmpty()) {
            evaluation.runAll();
        } else {
            request.configRuleNames().stream()
                    .map(name -> existing(call, name))
                    .toList()
                    .forEach(evaluation::run);
        }
        return StartConfigRulesEvaluationResponse.builder().build();
    }

    private static PutRemediationConfigurationsResponse putRemediations(
            Call call, PutRemediationConfigurationsRequest request) {
        ConfigState state = ConfigState.of(call.region());
        for (RemediationConfiguration remediation : request.remediationConfigurations()) {
            existing(call, remediation.configRuleName());
            boolean automatic = Boolean.TRUE.equals(remediation.automatic());
            if (automatic
                    && (remediation.maximumAutomaticAttempts() == null || remediation.retryAttemptSeconds() == null)) {
                throw invalid("An automatic remediation needs MaximumAutomaticAttempts and RetryAttemptSeconds.");
            }
            String arn = "arn:aws:config:" + call.region().name() + ":"
                    + call.account().id() + ":remediation-configuration/" + remediation.configRuleName();
            state.remediations().put(remediation.configRuleName(), remediation.copy(copy -> copy.arn(arn)));
        }
        return PutRemediationConfigurationsResponse.builder()
                .failedBatches(List.of())
                .build();
    }

    private static DescribeRemediationConfigurationsResponse describeRemediations(
            Call call, DescribeRemediationConfigurationsRequest request) {
        ConfigState state = ConfigState.of(call.region());
        return DescribeRemediationConfigurationsResponse.builder()
                .remediationConfigurations(request.configRuleNames().stream()
                        .map(state.remediations()::get)
                        .filter(found -> found != null)
                        .toList())
                .build();
    }

    private static DeleteRemediationConfigurationResponse deleteRemediation(
            Call call, DeleteRemediationConfigurationRequest request) {
        if (ConfigState.of(call.region()).remediations().remove(String.valueOf(request.configRuleName())) == null) {
            throw AwsError.of(
                    "NoSuchRemediationConfigurationException",
                    "No RemediationConfiguration for rule exists: %s",
                    request.configRuleName());
        }
        return DeleteRemediationConfigurationResponse.builder().build();
    }
}
