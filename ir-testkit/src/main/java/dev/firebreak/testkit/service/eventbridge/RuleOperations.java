package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EnableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.EnableRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternRequest;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternResponse;

/** Makes, lists, switches and deletes rules. */
final class RuleOperations {
    private static final int MOST_RULES = 300;

    private RuleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutRule", PutRuleRequest::builder, RuleOperations::put)
                .on("DescribeRule", DescribeRuleRequest::builder, RuleOperations::describe)
                .on("ListRules", ListRulesRequest::builder, RuleOperations::list)
                .on("ListRuleNamesByTarget", ListRuleNamesByTargetRequest::builder, RuleOperations::byTarget)
                .on("EnableRule", EnableRuleRequest::builder, RuleOperations::enable)
                .on("DisableRule", DisableRuleRequest::builder, RuleOperations::disable)
                .on("DeleteRule", DeleteRuleRequest::builder, RuleOperations::delete)
                .on("TestEventPattern", TestEventPatternRequest::builder, RuleOperations::test);
    }

    private static PutRuleResponse put(Call call, PutRuleRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        String name = request.name();
        if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
            throw EventBridgeErrors.constraint(
                    name, "name", "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }
        check(bus, request);
        if (!bus.rules().containsKey(name) && bus.rules().size() >= MOST_RULES) {
            throw EventBridgeErrors.limit();
        }
        String state = request.state() == null ? "ENABLED" : request.stateAsString();
        var settings = new Rule.Settings(
                request.eventPattern(), request.scheduleExpression(), state, request.description(), request.roleArn());
        Rule rule = bus.rules().computeIfAbsent(name, made -> new Rule(made, bus.ruleArn(made), settings));
        rule.settings(settings);
        if (request.scheduleExpression() != null) {
            ScheduledBuses.of(call.world()).add(bus);
        }
        rule.due(
                request.scheduleExpression() == null
                        ? null
                        : Schedule.parse(request.scheduleExpression()).after(call.now()));
        request.tags().forEach(tag -> rule.tags().put(tag.key(), tag.value()));
        return PutRuleResponse.builder().ruleArn(rule.arn()).build();
    }

    private static void check(EventBus bus, PutRuleRequest request) {
        String schedule = request.scheduleExpression();
        if (isEmpty(request.eventPattern()) && isEmpty(schedule)) {
            throw EventBridgeErrors.validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (request.eventPattern() != null) {
            pattern(request.eventPattern());
        }
        if (schedule != null && !bus.isDefault()) {
            throw EventBridgeErrors.validation("ScheduleExpression is supported only on the default event bus.");
        }
        if (schedule != null) {
            Schedule.parse(schedule);
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static EventPattern pattern(String json) {
        try {
            return EventPattern.parse(json);
        } catch (InvalidPatternException invalid) {
            throw EventBridgeErrors.pattern(invalid.reason());
        }
    }

    private static DescribeRuleResponse describe(Call call, DescribeRuleRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        Rule rule = Buses.rule(call, request.eventBusName(), request.name());
        Rule.Settings settings = rule.settings();
        return DescribeRuleResponse.builder()
                .name(rule.name())
                .arn(rule.arn())
                .eventBusName(bus.name().name())
                .eventPattern(settings.pattern())
                .scheduleExpression(settings.schedule())
                .state(settings.state())
                .description(settings.description())
                .roleArn(settings.role())
                .createdBy(call.account().id())
                .build();
    }

    private static ListRulesResponse list(Call call, ListRulesRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        String prefix = request.namePrefix() == null ? "" : request.namePrefix();
        var rules = bus.allRules().stream()
                .filter(rule -> rule.name().startsWith(prefix))
                .map(rule -> listed(bus, rule))
                .toList();
        var page = Buses.page(rules, request.limit(), request.nextToken());
        return ListRulesResponse.builder()
                .rules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static software.amazon.awssdk.services.eventbridge.model.Rule listed(EventBus bus, Rule rule) {
        Rule.Settings settings = rule.settings();
        return software.amazon.awssdk.services.eventbridge.model.Rule.builder()
                .name(rule.name())
                .arn(rule.arn())
                .eventBusName(bus.name().name())
                .eventPattern(settings.pattern())
                .scheduleExpression(settings.schedule())
                .state(settings.state())
                .description(settings.description())
                .roleArn(settings.role())
                .build();
    }

    private static ListRuleNamesByTargetResponse byTarget(Call call, ListRuleNamesByTargetRequest request) {
        List<String> names = Buses.find(call, request.eventBusName()).allRules().stream()
                .filter(rule -> rule.targets().values().stream()
                        .anyMatch(target -> target.arn().equals(request.targetArn())))
                .map(Rule::name)
                .toList();
        var page = Buses.page(names, request.limit(), request.nextToken());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static EnableRuleResponse enable(Call call, EnableRuleRequest request) {
        turn(call, request.eventBusName(), request.name(), "ENABLED");
        return EnableRuleResponse.builder().build();
    }

    private static DisableRuleResponse disable(Call call, DisableRuleRequest request) {
        turn(call, request.eventBusName(), request.name(), "DISABLED");
        return DisableRuleResponse.builder().build();
    }

    private static void turn(Call call, @Nullable String bus, @Nullable String name, String state) {
        Rule rule = Buses.rule(call, bus, name);
        Rule.Settings old = rule.settings();
        rule.settings(new Rule.Settings(old.pattern(), old.schedule(), state, old.description(), old.role()));
        if (old.schedule() != null) {
            rule.due(Schedule.parse(old.schedule()).after(call.now()));
        }
    }

    private static DeleteRuleResponse delete(Call call, DeleteRuleRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        Rule rule = bus.rules().get(request.name());
        if (rule != null && !rule.targets().isEmpty()) {
            throw EventBridgeErrors.validation("Rule can't be deleted since it has targets.");
        }
        bus.rules().remove(request.name());
        return DeleteRuleResponse.builder().build();
    }

    private static TestEventPatternResponse test(Call call, TestEventPatternRequest request) {
        EventPattern pattern = pattern(request.eventPattern());
        var event = TestEvents.read(request.event());
        return TestEventPatternResponse.builder().result(pattern.matches(event)).build();
    }
}
