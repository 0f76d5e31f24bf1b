package dev.firebreak.examples.cli.progress;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the answers with a status that asks to slow down, those that the SDK then tried again included. */
public final class ThrottledAnswers implements ExecutionInterceptor, Throttles {
    /** Too Many Requests, and Service Unavailable, with which EC2 says RequestLimitExceeded. */
    private static final int[] STATUSES = {429, 503};

    private final LongAdder count = new LongAdder();

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        for (int status : STATUSES) {
            if (context.httpResponse().statusCode() == status) {
                count.increment();
            }
        }
    }

    @Override
    public long throttles() {
        return count.sum();
    }
}
