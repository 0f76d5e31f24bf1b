package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import software.amazon.awssdk.core.SdkField;

/** Answers EC2 requests with {@code DryRun=true}, without effect. Comes last: only what would have run would have succeeded. */
public final class DryRun implements Interceptor {
    private DryRun() {}

    /** The interceptor. */
    public static DryRun create() {
        return new DryRun();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        SdkField<?> field = invocation.request().sdkFieldNameToField().get("DryRun");
        if (field != null && Boolean.TRUE.equals(field.getValueOrDefault(invocation.request()))) {
            throw new AwsError("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
        }
        return invocation.proceed();
    }
}
