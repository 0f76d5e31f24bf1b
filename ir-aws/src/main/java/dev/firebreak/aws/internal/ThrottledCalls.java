package dev.firebreak.aws.internal;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Tells the pace of each answer of EC2 that refuses a call since there were too many; EC2 answers it with status 503. */
record ThrottledCalls(QuotaPace pace, String account, String region) implements ExecutionInterceptor {
    private static final int UNAVAILABLE = 503;

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (context.httpResponse().statusCode() == UNAVAILABLE) {
            pace.throttled(account, region, "ec2:" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    }
}
