package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.securityhub.model.BatchDisableStandardsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchDisableStandardsResponse;
import software.amazon.awssdk.services.securityhub.model.BatchEnableStandardsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchEnableStandardsResponse;
import software.amazon.awssdk.services.securityhub.model.DescribeHubRequest;
import software.amazon.awssdk.services.securityhub.model.DescribeHubResponse;
import software.amazon.awssdk.services.securityhub.model.DescribeStandardsRequest;
import software.amazon.awssdk.services.securityhub.model.DescribeStandardsResponse;
import software.amazon.awssdk.services.securityhub.model.DisableSecurityHubRequest;
import software.amazon.awssdk.services.securityhub.model.DisableSecurityHubResponse;
import software.amazon.awssdk.services.securityhub.model.EnableSecurityHubRequest;
import software.amazon.awssdk.services.securityhub.model.EnableSecurityHubResponse;
import software.amazon.awssdk.services.securityhub.model.GetEnabledStandardsRequest;
import software.amazon.awssdk.services.securityhub.model.GetEnabledStandardsResponse;
import software.amazon.awssdk.services.securityhub.model.Standard;
import software.amazon.awssdk.services.securityhub.model.StandardsSubscription;

/** Switches Security Hub and its standards on and off; the standards check nothing. */
final class HubOperations {
    private static final String BEST_PRACTICES = "standards/aws-foundational-security-best-practices/v/1.0.0";
    private static final String CIS = "ruleset/cis-aws-foundations-benchmark/v/1.2.0";
    private static final Map<String, String> STANDARDS = new TreeMap<>(Map.of(
            BEST_PRACTICES,
            "AWS Foundational Security Best Practices v1.0.0",
            CIS,
            "CIS AWS Foundations Benchmark v1.2.0",
            "standards/nist-800-53/v/5.0.0",
            "NIST Special Publication 800-53 Revision 5",
            "standards/pci-dss/v/3.2.1",
            "PCI DSS v3.2.1"));

    private HubOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("EnableSecurityHub", "POST /accounts", EnableSecurityHubRequest::builder, HubOperations::enable)
                .rest("DescribeHub", "GET /accounts", DescribeHubRequest::builder, HubOperations::describe)
                .rest(
                        "DisableSecurityHub",
                        "DELETE /accounts",
                        DisableSecurityHubRequest::builder,
                        HubOperations::disable)
                .rest(
                        "DescribeStandards",
                        "GET /standards",
                        DescribeStandardsRequest::builder,
                        HubOperations::standards)
                .rest(
                        "BatchEnableStandards",
                        "POST /standards/register",
                        BatchEnableStandardsRequest::builder,
                        HubOperations::enableStandards)
                .rest(
                        "BatchDisableStandards",
                        "POST /standards/deregister",
                        BatchDisableStandardsRequest::builder,
                        HubOperations::disableStandards)
                .rest(
                        "GetEnabledStandards",
                        "POST /standards/get",
                        GetEnabledStandardsRequest::builder,
                        HubOperations::enabledStandards);
    }

    private static EnableSecurityHubResponse enable(Call call, EnableSecurityHubRequest request) {
        SecurityHubState state = SecurityHubState.of(call.region());
        if (state.hub().isPresent()) {
            throw SecurityHubErrors.conflict("Account is already subscribed to Security Hub");
        }
        var hub = new Hub(
                "arn:aws:securityhub:" + call.region().name() + ":"
                        + call.account().id() + ":hub/default",
                call.now());
        hub.tags().putAll(request.tags());
        if (!Boolean.FALSE.equals(request.enableDefaultStandards())) {
            hub.standards().add(standardArn(call, BEST_PRACTICES));
            hub.standards().add(standardArn(call, CIS));
        }
        state.hub(hub);
        return EnableSecurityHubResponse.builder().build();
    }

    private static DescribeHubResponse describe(Call call, DescribeHubRequest request) {
        Hub hub = SecurityHubState.required(call);
        if (request.hubArn() != null && !request.hubArn().equals(hub.arn())) {
            throw SecurityHubErrors.notFound("Hub " + request.hubArn() + " not found");
        }
        return DescribeHubResponse.builder()
                .hubArn(hub.arn())
                .subscribedAt(Times.text(hub.subscribed()))
                .autoEnableControls(true)
                .controlFindingGenerator("SECURITY_CONTROL")
                .build();
    }

    private static DisableSecurityHubResponse disable(Call call, DisableSecurityHubRequest request) {
        SecurityHubState.required(call);
        SecurityHubState.of(call.region()).hub(null);
        return DisableSecurityHubResponse.builder().build();
    }

    private static String standardArn(Call call, String path) {
        return path.startsWith("ruleset")
                ? "arn:aws:securityhub:::" + path
                : "arn:aws:securityhub:" + call.region().name() + "::" + path;
    }

    private static DescribeStandardsResponse standards(Call call, DescribeStandardsRequest request) {
        SecurityHubState.required(call);
        return DescribeStandardsResponse.builder()
                .standards(STANDARDS.entrySet().stream()
                        .map(standard -> Standard.builder()
                                .standardsArn(standardArn(call, standard.getKey()))
                                .name(standard.getValue())
                                .description(standard.getValue())
                                .enabledByDefault(List.of(BEST_PRACTICES, CIS).contains(standard.getKey()))
                                .build())
                        .toList())
                .build();
    }

    private static BatchEnableStandardsResponse enableStandards(Call call, BatchEnableStandardsRequest request) {
        Hub hub = SecurityHubState.required(call);
        List<String> wanted = request.standardsSubscriptionRequests().stream()
                .map(standard -> standard.standardsArn())
                .toList();
        for (String arn : wanted) {
            if (STANDARDS.keySet().stream()
                    .noneMatch(path -> standardArn(call, path).equals(arn))) {
                throw SecurityHubErrors.invalid(
                        "Invalid parameter 'StandardsArn'. The standard " + arn + " does not exist");
            }
        }
        hub.standards().addAll(wanted);
        return BatchEnableStandardsResponse.builder()
                .standardsSubscriptions(wanted.stream()
                        .map(arn -> subscription(call, arn, "PENDING"))
                        .toList())
                .build();
    }

    private static StandardsSubscription subscription(Call call, String arn, String status) {
        return StandardsSubscription.builder()
                .standardsArn(arn)
                .standardsSubscriptionArn(subscriptionArn(call, arn))
                .standardsInput(Map.of())
                .standardsStatus(status)
                .build();
    }

    private static String subscriptionArn(Call call, String standard) {
        String path = standard.replaceFirst("arn:aws:securityhub:[^:]*::(ruleset|standards)/", "");
        return "arn:aws:securityhub:" + call.region().name() + ":"
                + call.account().id() + ":subscription/" + path;
    }

    private static BatchDisableStandardsResponse disableStandards(Call call, BatchDisableStandardsRequest request) {
        Hub hub = SecurityHubState.required(call);
        List<String> going = hub.standards().stream()
                .filter(arn -> request.standardsSubscriptionArns().contains(subscriptionArn(call, arn)))
                .toList();
        going.forEach(hub.standards()::remove);
        return BatchDisableStandardsResponse.builder()
                .standardsSubscriptions(going.stream()
                        .map(arn -> subscription(call, arn, "DELETING"))
                        .toList())
                .build();
    }

    private static GetEnabledStandardsResponse enabledStandards(Call call, GetEnabledStandardsRequest request) {
        Hub hub = SecurityHubState.required(call);
        return GetEnabledStandardsResponse.builder()
                .standardsSubscriptions(hub.standards().stream()
                        .map(arn -> subscription(call, arn, "READY"))
                        .filter(one -> request.standardsSubscriptionArns().isEmpty()
                                || request.standardsSubscriptionArns().contains(one.standardsSubscriptionArn()))
                        .toList())
                .build();
    }
}
