package dev.firebreak.testkit.service.ec2.instance;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.Base64;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Pictures of the screens of instances. All screens are black, as those of servers that nobody looks at. */
public final class ScreenOperations {
    private ScreenOperations() {}

    /** Adds the operations. */
    public static void addTo(Operations operations) {
        operations.on("GetConsoleScreenshot", GetConsoleScreenshotRequest::builder, ScreenOperations::screenshot);
    }

    private static GetConsoleScreenshotResponse screenshot(Call call, GetConsoleScreenshotRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "InstanceId"));
        if (!instance.in(call.now(), InstanceStateName.RUNNING)) {
            throw Refusals.instanceState("The instance '%s' is not in the 'running' state", instance.id());
        }
        if (!hasScreen(instance)) {
            throw AwsError.of(
                    "UnsupportedOperation",
                    "Console screenshots are not supported for the instance type '%s'",
                    instance.launched().instanceTypeAsString());
        }
        return GetConsoleScreenshotResponse.builder()
                .instanceId(instance.id())
                .imageData(Base64.getEncoder().encodeToString(BlankScreen.jpeg()))
                .build();
    }

    private static boolean hasScreen(Ec2Instance instance) {
        return instance.launched().architecture() != ArchitectureValues.ARM64
                && !instance.launched().instanceTypeAsString().contains(".metal");
    }
}
