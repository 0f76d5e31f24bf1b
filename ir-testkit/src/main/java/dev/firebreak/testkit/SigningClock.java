package dev.firebreak.testkit;

import java.time.Clock;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Makes SDK clients sign by a clock that is not the system's. */
record SigningClock(Clock clock) implements SdkPlugin, ExecutionInterceptor {
    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder client) {
        client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(this)
                .build());
    }

    @Override
    @SuppressWarnings("deprecation") // what stands in its place can be set by each service's own builder only
    public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
        attributes.putAttribute(AwsSignerExecutionAttribute.SIGNING_CLOCK, clock);
    }
}
