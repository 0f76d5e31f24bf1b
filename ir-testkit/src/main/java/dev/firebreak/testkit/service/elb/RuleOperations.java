package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;

/** The rules of listeners, tried by priority; the default rule comes last. */
final class RuleOperations {
    private static final int RULES_PER_BALANCER = 100;
    private static final List<String> FIELDS =
            List.of("path-pattern", "host-header", "http-header", "http-request-method", "query-string", "source-ip");

    private RuleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateRule", CreateRuleRequest::builder, RuleOperations::create)
                .on("ModifyRule", ModifyRuleRequest::builder, RuleOperations::modify)
                .on("DeleteRule", DeleteRuleRequest::builder, RuleOperations::delete)
                .on("SetRulePriorities", SetRulePrioritiesRequest::builder, RuleOperations::setPriorities)
                .on("DescribeRules", DescribeRulesRequest::builder, RuleOperations::describe);
    }

    /** The rule that a listener has from the beginning. */
    static ElbState.ListenerRule defaultRule(Call call, Listener listener) {
        return new ElbState.ListenerRule(
                listener.listenerArn(),
                Rule.builder()
                        .ruleArn(Arns.within(call, listener.listenerArn(), "listener", "listener-rule"))
                        .priority("default")
                        .isDefault(true)
                        .actions(listener.defaultActions())
                        .build());
    }

    private static CreateRuleResponse create(Call call, CreateRuleRequest request) {
        Listener listener = ElbErrors.listener(call, request.listenerArn());
        LoadBalancer balancer = ElbErrors.loadBalancer(call, listener.loadBalancerArn());
        if (balancer.type() != LoadBalancerTypeEnum.APPLICATION) {
            throw AwsError.of("OperationNotPermitted", "Rules are not supported for network load balancers");
        }
        ElbState state = ElbState.of(call);
        int priority = ElbErrors.required(request.priority(), "priority");
        checkPriority(state, listener.listenerArn(), priority, "");
        checkConditions(ElbErrors.required(request.conditions(), "conditions"));
        List<Action> actions = Actions.checked(call, balancer, request.actions());
        if (state.rules().by(ElbState.BY_OWNER, listener.listenerArn()).size() > RULES_PER_BALANCER) {
            throw AwsError.of("TooManyRules", "The maximum number of rules per load balancer has been reached");
        }
        Tags.checkNew(request.tags());
        Rule rule = Rule.builder()
                .ruleArn(Arns.within(call, listener.listenerArn(), "listener", "listener-rule"))
                .priority(String.valueOf(priority))
                .isDefault(false)
                .conditions(request.conditions())
                .actions(actions)
                .build();
        state.rules().put(new ElbState.ListenerRule(listener.listenerArn(), rule));
        Tags.put(state.tags(rule.ruleArn()), request.tags());
        return CreateRuleResponse.builder().rules(rule).build();
    }

    private static void checkPriority(ElbState state, String listenerArn, int priority, String ruleArn) {
        if (priority < 1 || priority > 50_000) {
            throw ElbErrors.invalid(
                    "1 validation error detected: Value '%d' at 'priority' failed to satisfy constraint: Member must have value between 1 and 50000",
                    priority);
        }
        boolean taken = state.rules().by(ElbState.BY_OWNER, listenerArn).stream()
                .map(ElbState.ListenerRule::rule)
                .anyMatch(rule -> rule.priority().equals(String.valueOf(priority))
                        && !rule.ruleArn().equals(ruleArn));
        if (taken) {
            throw AwsError.of("PriorityInUse", "Priority '%d' is currently in use", priority);
        }
    }

    private static void checkConditions(List<RuleCondition> conditions) {
        for (RuleCondition condition : conditions) {
            if (!FIELDS.contains(String.valueOf(condition.field()))) {
                throw ElbErrors.invalid(
                        "Condition field '%s' must be one of '[%s]'", condition.field(), String.join(", ", FIELDS));
            }
        }
    }

    private static ModifyRuleResponse modify(Call call, ModifyRuleRequest request) {
        ElbState.ListenerRule old = ElbErrors.rule(call, request.ruleArn());
        if (old.rule().isDefault()) {
            throw AwsError.of("OperationNotPermitted", "Default rule '%s' cannot be modified", request.ruleArn());
        }
        if (request.conditions().isEmpty() && request.actions().isEmpty()) {
            throw ElbErrors.invalid("Either conditions or actions must be specified");
        }
        checkConditions(request.conditions());
        Listener listener = ElbErrors.listener(call, old.listenerArn());
        LoadBalancer balancer = ElbErrors.loadBalancer(call, listener.loadBalancerArn());
        List<Action> actions =
                request.actions().isEmpty() ? old.rule().actions() : Actions.checked(call, balancer, request.actions());
        Rule changed = old.rule()
                .copy(copy -> copy.actions(actions)
                        .conditions(request.conditions().isEmpty() ? old.rule().conditions() : request.conditions()));
        ElbState.of(call).rules().put(new ElbState.ListenerRule(old.listenerArn(), changed));
        return ModifyRuleResponse.builder().rules(changed).build();
    }

    private static DeleteRuleResponse delete(Call call, DeleteRuleRequest request) {
        Rule rule = ElbErrors.rule(call, request.ruleArn()).rule();
        if (rule.isDefault()) {
            throw AwsError.of("OperationNotPermitted", "Default rule '%s' cannot be deleted", rule.ruleArn());
        }
        ElbState.of(call).rules().remove(rule.ruleArn());
        ElbState.of(call).forget(rule.ruleArn());
        return DeleteRuleResponse.builder().build();
    }

    private static SetRulePrioritiesResponse setPriorities(Call call, SetRulePrioritiesRequest request) {
        ElbState state = ElbState.of(call);
        var changed = new ArrayList<Rule>();
        for (RulePriorityPair pair : ElbErrors.required(request.rulePriorities(), "rulePriorities")) {
            ElbState.ListenerRule old = ElbErrors.rule(call, pair.ruleArn());
            if (old.rule().isDefault()) {
                throw AwsError.of(
                        "OperationNotPermitted", "Default rule '%s' priority cannot be modified", pair.ruleArn());
            }
            int priority = ElbErrors.required(pair.priority(), "priority");
            checkPriority(state, old.listenerArn(), priority, pair.ruleArn());
            Rule rule = old.rule().copy(copy -> copy.priority(String.valueOf(priority)));
            state.rules().put(new ElbState.ListenerRule(old.listenerArn(), rule));
            changed.add(rule);
        }
        return SetRulePrioritiesResponse.builder().rules(changed).build();
    }

    private static DescribeRulesResponse describe(Call call, DescribeRulesRequest request) {
        if ((request.listenerArn() == null) == request.ruleArns().isEmpty()) {
            throw ElbErrors.invalid("You must specify either listener rule ARNs or a listener ARN");
        }
        List<Rule> found = request.listenerArn() == null
                ? request.ruleArns().stream()
                        .map(arn -> ElbErrors.rule(call, arn).rule())
                        .toList()
                : ElbState.of(call)
                        .rules()
                        .by(
                                ElbState.BY_OWNER,
                                ElbErrors.listener(call, request.listenerArn()).listenerArn())
                        .stream()
                        .map(ElbState.ListenerRule::rule)
                        .sorted(Comparator.comparingInt(RuleOperations::order))
                        .toList();
        var page = ElbPage.of(found, request.pageSize(), request.marker());
        return DescribeRulesResponse.builder()
                .rules(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    private static int order(Rule rule) {
        return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
    }
}
