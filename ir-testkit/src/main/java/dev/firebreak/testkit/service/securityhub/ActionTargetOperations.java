package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.ActionTarget;
import software.amazon.awssdk.services.securityhub.model.CreateActionTargetRequest;
import software.amazon.awssdk.services.securityhub.model.CreateActionTargetResponse;
import software.amazon.awssdk.services.securityhub.model.DeleteActionTargetRequest;
import software.amazon.awssdk.services.securityhub.model.DeleteActionTargetResponse;
import software.amazon.awssdk.services.securityhub.model.DescribeActionTargetsRequest;
import software.amazon.awssdk.services.securityhub.model.DescribeActionTargetsResponse;
import software.amazon.awssdk.services.securityhub.model.UpdateActionTargetRequest;
import software.amazon.awssdk.services.securityhub.model.UpdateActionTargetResponse;

/** The custom actions that people invoke on findings. */
final class ActionTargetOperations {
    private static final int PAGE = 100;
    private static final int MOST = 50;

    private ActionTargetOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "CreateActionTarget",
                        "POST /actionTargets",
                        CreateActionTargetRequest::builder,
                        ActionTargetOperations::create)
                .rest(
                        "DescribeActionTargets",
                        "POST /actionTargets/get",
                        DescribeActionTargetsRequest::builder,
                        ActionTargetOperations::describe)
                .rest(
                        "UpdateActionTarget",
                        "PATCH /actionTargets/{ActionTargetArn+}",
                        UpdateActionTargetRequest::builder,
                        ActionTargetOperations::update)
                .rest(
                        "DeleteActionTarget",
                        "DELETE /actionTargets/{ActionTargetArn+}",
                        DeleteActionTargetRequest::builder,
                        ActionTargetOperations::delete);
    }

    private static CreateActionTargetResponse create(Call call, CreateActionTargetRequest request) {
        Hub hub = SecurityHubState.required(call);
        String id = Optional.ofNullable(request.id()).orElse("");
        if (!id.matches("[A-Za-z0-9]{1,20}")) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'Id'. data.Id should match pattern \"^[A-Za-z0-9]{1,20}$\"");
        }
        checkName(request.name());
        String arn = "arn:aws:securityhub:" + call.region().name() + ":"
                + call.account().id() + ":action/custom/" + id;
        if (hub.actionTargets().containsKey(arn)) {
            throw SecurityHubErrors.conflict("Action target " + arn + " already exists");
        }
        if (hub.actionTargets().size() >= MOST) {
            throw new AwsError("LimitExceededException", 429, "The number of action targets exceeds the limit of 50");
        }
        var target = ActionTarget.builder()
                .actionTargetArn(arn)
                .name(request.name())
                .description(request.description())
                .build();
        hub.actionTargets().put(arn, target);
        return CreateActionTargetResponse.builder().actionTargetArn(arn).build();
    }

    private static void checkName(String name) {
        if (name == null || name.isBlank() || name.length() > 20) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'Name'. data.Name should NOT be longer than 20 characters");
        }
    }

    static ActionTarget find(Hub hub, String arn) {
        return Optional.ofNullable(hub.actionTargets().get(arn))
                .orElseThrow(() -> SecurityHubErrors.notFound("Action target " + arn + " not found"));
    }

    private static DescribeActionTargetsResponse describe(Call call, DescribeActionTargetsRequest request) {
        Hub hub = SecurityHubState.required(call);
        List<ActionTarget> targets = request.actionTargetArns().isEmpty()
                ? List.copyOf(hub.actionTargets().values())
                : request.actionTargetArns().stream().map(arn -> find(hub, arn)).toList();
        int size = request.maxResults() == null ? PAGE : Math.min(request.maxResults(), PAGE);
        var page = ResultPage.of(
                targets,
                size,
                request.nextToken(),
                () -> SecurityHubErrors.invalid("Invalid parameter 'NextToken'. The token is not valid"));
        return DescribeActionTargetsResponse.builder()
                .actionTargets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static UpdateActionTargetResponse update(Call call, UpdateActionTargetRequest request) {
        Hub hub = SecurityHubState.required(call);
        ActionTarget old = find(hub, request.actionTargetArn());
        String name = Optional.ofNullable(request.name()).orElse(old.name());
        checkName(name);
        String description = Optional.ofNullable(request.description()).orElse(old.description());
        hub.actionTargets()
                .put(old.actionTargetArn(), old.copy(copy -> copy.name(name).description(description)));
        return UpdateActionTargetResponse.builder().build();
    }

    private static DeleteActionTargetResponse delete(Call call, DeleteActionTargetRequest request) {
        Hub hub = SecurityHubState.required(call);
        find(hub, request.actionTargetArn());
        hub.actionTargets().remove(request.actionTargetArn());
        return DeleteActionTargetResponse.builder()
                .actionTargetArn(request.actionTargetArn())
                .build();
    }
}
