package dev.firebreak.testkit.service.ec2.instance;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataRequest;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataResponse;

/** The passwords of Windows. All instances here run Linux and have none. */
public final class PasswordOperations {
    private PasswordOperations() {}

    /** Adds the operations. */
    public static void addTo(Operations operations) {
        operations.on("GetPasswordData", GetPasswordDataRequest::builder, PasswordOperations::password);
    }

    private static GetPasswordDataResponse password(Call call, GetPasswordDataRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "InstanceId"));
        return GetPasswordDataResponse.builder()
                .instanceId(instance.id())
                .passwordData("")
                .timestamp(call.now())
                .build();
    }
}
