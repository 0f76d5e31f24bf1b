package dev.firebreak.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts API calls, and how many of them came one after another. */
final class CallMeter implements ExecutionInterceptor {
    private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("firebreak-call");

    private final ConcurrentMap<Call, Long> ended = new ConcurrentHashMap<>();

    /**
     * One call that was answered, or ended otherwise.
     *
     * @param name the operation, such as {@code DescribeInstances}
     * @param began when it began, in nanoseconds of the JVM
     */
    private record Call(String name, long began, Object identity) {}

    /**
     * What led to a call.
     *
     * @param calls how many calls began before it ended, itself included
     * @param roundTrips how many of those had to wait for one another
     */
    record Way(int calls, int roundTrips) {}

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String name = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        attributes.putAttribute(CALL, new Call(String.valueOf(name), System.nanoTime(), new Object()));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        ended.put(attributes.getAttribute(CALL), System.nanoTime());
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        ended.put(attributes.getAttribute(CALL), System.nanoTime());
    }

    /** Forgets what was counted. */
    void restart() {
        ended.clear();
    }

    /** The way to the last call of this operation. */
    Way to(String operation) {
        long end = ended.entrySet().stream()
                .filter(call -> call.getKey().name().equals(operation))
                .mapToLong(call -> call.getValue())
                .max()
                .orElse(Long.MIN_VALUE);
        List<Call> calls = ended.keySet().stream()
                .filter(call -> end(call) <= end)
                .sorted(Comparator.comparing(this::end))
                .toList();
        return new Way(calls.size(), longestChain(calls));
    }

    private long end(Call call) {
        return ended.getOrDefault(call, 0L);
    }

    /** Taking, again and again, the call that ends first of those that began behind the last one taken gives the longest chain. */
    private int longestChain(List<Call> byEnd) {
        int links = 0;
        long last = Long.MIN_VALUE;
        for (Call call : new ArrayList<>(byEnd)) {
            if (call.began() >= last) {
                links++;
                last = end(call);
            }
        }
        return links;
    }
}
