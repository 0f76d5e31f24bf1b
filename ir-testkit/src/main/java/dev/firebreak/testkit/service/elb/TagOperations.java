package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** Tags on load balancers, target groups, listeners and rules. */
final class TagOperations {
    private static final int RESOURCES_PER_CALL = 20;

    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AddTags", AddTagsRequest::builder, TagOperations::add)
                .on("RemoveTags", RemoveTagsRequest::builder, TagOperations::remove)
                .on("DescribeTags", DescribeTagsRequest::builder, TagOperations::describe);
    }

    private static AddTagsResponse add(Call call, AddTagsRequest request) {
        ElbState state = ElbState.of(call);
        List<String> arns = checked(state, request.resourceArns());
        ElbErrors.required(request.tags(), "tags");
        arns.forEach(arn -> Tags.check(state.tags(arn), request.tags()));
        arns.forEach(arn -> Tags.put(state.tags(arn), request.tags()));
        return AddTagsResponse.builder().build();
    }

    private static RemoveTagsResponse remove(Call call, RemoveTagsRequest request) {
        ElbState state = ElbState.of(call);
        List<String> arns = checked(state, request.resourceArns());
        arns.forEach(arn -> request.tagKeys().forEach(state.tags(arn)::remove));
        return RemoveTagsResponse.builder().build();
    }

    private static DescribeTagsResponse describe(Call call, DescribeTagsRequest request) {
        ElbState state = ElbState.of(call);
        return DescribeTagsResponse.builder()
                .tagDescriptions(checked(state, request.resourceArns()).stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(Tags.list(state.tags(arn)))
                                .build())
                        .toList())
                .build();
    }

    private static List<String> checked(ElbState state, List<String> arns) {
        if (ElbErrors.required(arns, "resourceArns").size() > RESOURCES_PER_CALL) {
            throw ElbErrors.invalid("You can specify up to %d resources in a single call", RESOURCES_PER_CALL);
        }
        for (String arn : arns) {
            if (!state.contains(arn)) {
                throw missing(arn);
            }
        }
        return arns;
    }

    private static AwsError missing(String arn) {
        if (arn.contains(":targetgroup/")) {
            return AwsError.of("TargetGroupNotFound", "Target groups '%s' not found", arn);
        }
        if (arn.contains(":listener-rule/")) {
            return AwsError.of("RuleNotFound", "Rules '%s' not found", arn);
        }
        return arn.contains(":listener/")
                ? AwsError.of("ListenerNotFound", "Listeners '%s' not found", arn)
                : AwsError.of("LoadBalancerNotFound", "Load balancers '%s' not found", arn);
    }
}
