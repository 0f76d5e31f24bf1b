package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.config.RuleEvaluation.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.config.model.Compliance;
import software.amazon.awssdk.services.config.model.ComplianceByConfigRule;
import software.amazon.awssdk.services.config.model.ComplianceByResource;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.DescribeComplianceByConfigRuleRequest;
import software.amazon.awssdk.services.config.model.DescribeComplianceByConfigRuleResponse;
import software.amazon.awssdk.services.config.model.DescribeComplianceByResourceRequest;
import software.amazon.awssdk.services.config.model.DescribeComplianceByResourceResponse;
import software.amazon.awssdk.services.config.model.EvaluationResult;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByConfigRuleRequest;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByConfigRuleResponse;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByResourceRequest;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByResourceResponse;
import software.amazon.awssdk.services.config.model.Owner;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.config.model.PutEvaluationsResponse;

/** What rules have found. */
final class ComplianceOperations {
    private static final int PAGE = 10;

    private ComplianceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "DescribeComplianceByConfigRule",
                        DescribeComplianceByConfigRuleRequest::builder,
                        ComplianceOperations::byRule)
                .on(
                        "DescribeComplianceByResource",
                        DescribeComplianceByResourceRequest::builder,
                        ComplianceOperations::byResource)
                .on(
                        "GetComplianceDetailsByConfigRule",
                        GetComplianceDetailsByConfigRuleRequest::builder,
                        ComplianceOperations::detailsByRule)
                .on(
                        "GetComplianceDetailsByResource",
                        GetComplianceDetailsByResourceRequest::builder,
                        ComplianceOperations::detailsByResource)
                .on("PutEvaluations", PutEvaluationsRequest::builder, ComplianceOperations::putEvaluations);
    }

    private static DescribeComplianceByConfigRuleResponse byRule(
            Call call, DescribeComplianceByConfigRuleRequest request) {
        var rules = request.configRuleNames().isEmpty()
                ? ConfigState.of(call.region()).rules().values()
                : request.configRuleNames().stream()
                        .map(name -> RuleOperations.existing(call, name))
                        .toList();
        var found = new ArrayList<ComplianceByConfigRule>();
        for (StoredRule rule : rules) {
            if (request.complianceTypes().isEmpty() || request.complianceTypes().contains(rule.compliance())) {
                found.add(ComplianceByConfigRule.builder()
                        .configRuleName(rule.settings().configRuleName())
                        .compliance(Compliance.builder()
                                .complianceType(rule.compliance())
                                .build())
                        .build());
            }
        }
        var page = ResultPage.of(found, PAGE, request.nextToken(), HistoryOperations::token);
        return DescribeComplianceByConfigRuleResponse.builder()
                .complianceByConfigRules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeComplianceByResourceResponse byResource(
            Call call, DescribeComplianceByResourceRequest request) {
        Map<ResourceKey, ComplianceType> worst = new LinkedHashMap<>();
        for (StoredRule rule : ConfigState.of(call.region()).rules().values()) {
            rule.findings().forEach((key, finding) -> {
                if (finding.compliance() == ComplianceType.NON_COMPLIANT) {
                    worst.put(key, ComplianceType.NON_COMPLIANT);
                } else {
                    worst.putIfAbsent(key, finding.compliance());
                }
            });
        }
        List<ComplianceByResource> found = worst.entrySet().stream()
                .filter(entry -> request.resourceType() == null
                        || request.resourceType().equals(entry.getKey().type()))
                .filter(entry -> request.resourceId() == null
                        || request.resourceId().equals(entry.getKey().id()))
                .filter(entry -> request.complianceTypes().isEmpty()
                        || request.complianceTypes().contains(entry.getValue()))
                .map(entry -> ComplianceByResource.builder()
                        .resourceType(entry.getKey().type())
                        .resourceId(entry.getKey().id())
                        .compliance(Compliance.builder()
                                .complianceType(entry.getValue())
                                .build())
                        .build())
                .toList();
        var page = ResultPage.of(
                found, HistoryOperations.size(request.limit(), PAGE), request.nextToken(), HistoryOperations::token);
        return DescribeComplianceByResourceResponse.builder()
                .complianceByResources(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static GetComplianceDetailsByConfigRuleResponse detailsByRule(
            Call call, GetComplianceDetailsByConfigRuleRequest request) {
        StoredRule rule = RuleOperations.existing(call, request.configRuleName());
        List<EvaluationResult> found = rule.findings().entrySet().stream()
                .filter(entry -> request.complianceTypes().isEmpty()
                        || request.complianceTypes().contains(entry.getValue().compliance()))
                .map(entry -> result(rule, entry.getKey(), entry.getValue()))
                .toList();
        var page = ResultPage.of(
                found, HistoryOperations.size(request.limit(), PAGE), request.nextToken(), HistoryOperations::token);
        return GetComplianceDetailsByConfigRuleResponse.builder()
                .evaluationResults(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static GetComplianceDetailsByResourceResponse detailsByResource(
            Call call, GetComplianceDetailsByResourceRequest request) {
        var key = new ResourceKey(String.valueOf(request.resourceType()), String.valueOf(request.resourceId()));
        var found = new ArrayList<EvaluationResult>();
        for (StoredRule rule : ConfigState.of(call.region()).rules().values()) {
            StoredRule.Finding finding = rule.findings().get(key);
            if (finding != null
                    && (request.complianceTypes().isEmpty()
                            || request.complianceTypes().contains(finding.compliance()))) {
                found.add(result(rule, key, finding));
            }
        }
        var page = ResultPage.of(found, PAGE, request.nextToken(), HistoryOperations::token);
        return GetComplianceDetailsByResourceResponse.builder()
                .evaluationResults(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static EvaluationResult result(StoredRule rule, ResourceKey key, StoredRule.Finding finding) {
        return EvaluationResult.builder()
                .evaluationResultIdentifier(identifier -> identifier
                        .evaluationResultQualifier(
                                of -> of.configRuleName(rule.settings().configRuleName())
                                        .resourceType(key.type())
                                        .resourceId(key.id()))
                        .orderingTimestamp(finding.at()))
                .complianceType(finding.compliance())
                .annotation(finding.annotation().isEmpty() ? null : finding.annotation())
                .resultRecordedTime(finding.at())
                .configRuleInvokedTime(finding.at())
                .build();
    }

    private static PutEvaluationsResponse putEvaluations(Call call, PutEvaluationsRequest request) {
        ConfigState state = ConfigState.of(call.region());
        String token = String.valueOf(request.resultToken());
        StoredRule rule = state.rules().values().stream()
                .filter(each -> each.settings().source().owner() == Owner.CUSTOM_LAMBDA)
                .filter(each ->
                        FakeConfig.token(each.settings().configRuleArn()).equals(token))
                .findFirst()
                .orElseThrow(() -> AwsError.of("InvalidResultTokenException", "The resultToken provided is invalid"));
        if (!Boolean.TRUE.equals(request.testMode())) {
            var evaluation = new RuleEvaluation(state);
            request.evaluations()
                    .forEach(each -> evaluation.found(
                            rule,
                            new ResourceKey(each.complianceResourceType(), each.complianceResourceId()),
                            new Verdict(each.complianceType(), each.annotation() == null ? "" : each.annotation())));
            rule.evaluated(call.now());
        }
        return PutEvaluationsResponse.builder().failedEvaluations(List.of()).build();
    }
}
