package dev.firebreak.aws.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Attaches to each exception of a client the name of the call that failed, which the SDK's exceptions do not carry. */
final class CallNames implements ExecutionInterceptor {
    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        of(attributes).ifPresent(name -> failure.addSuppressed(new CallName(name)));
        return failure;
    }

    /** The call under way, as permissions name it, such as {@code ec2:CreateSnapshots}. */
    static Optional<String> of(ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        return service == null || operation == null
                ? Optional.empty()
                : Optional.of(service.toLowerCase(Locale.ROOT).replace(" ", "") + ":" + operation);
    }

    /** The call that failed, such as {@code ec2:CreateSnapshots}. */
    static Optional<String> of(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .filter(CallName.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    private static final class CallName extends Exception {
        CallName(String name) {
            super(name, null, false, false);
        }
    }
}
