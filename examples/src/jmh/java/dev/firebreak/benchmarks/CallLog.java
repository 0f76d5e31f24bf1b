package dev.firebreak.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;

/** The calls that clients have made: which, and when. */
final class CallLog implements ExecutionInterceptor {
    /** What takes an interface off the network. */
    static final String CUT = "ModifyNetworkInterfaceAttribute";

    private static final int THROTTLED = 503;
    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("firebreak.begun");

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final LongAdder throttled = new LongAdder();

    /**
     * One call that was answered.
     *
     * @param operation its name
     * @param face the network interface that it changes; empty when it changes none
     * @param begun when, in nanoseconds
     * @param ended when, in nanoseconds
     */
    record Call(String operation, String face, long begun, long ended) {}

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGUN, System.nanoTime());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (context.httpResponse().statusCode() == THROTTLED) {
            throttled.increment();
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        String face =
                context.request() instanceof ModifyNetworkInterfaceAttributeRequest cut ? cut.networkInterfaceId() : "";
        calls.add(new Call(
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                face,
                attributes.getAttribute(BEGUN),
                System.nanoTime()));
    }

    /** How many answers refused a call since there were too many. */
    long throttled() {
        return throttled.sum();
    }

    long count(String operation) {
        return all().stream()
                .filter(call -> call.operation().startsWith(operation))
                .count();
    }

    long count() {
        return calls.size();
    }

    void clear() {
        calls.clear();
        throttled.reset();
    }

    /** How long it took until each interface was changed for the last time, in seconds from this time on. */
    List<Double> cutOffTimes(long from) {
        var last = new HashMap<String, Long>();
        all().stream()
                .filter(call -> call.operation().equals(CUT))
                .forEach(call -> last.merge(call.face(), call.ended(), Math::max));
        return last.values().stream().map(ended -> (ended - from) / 1e9).toList();
    }

    /** How many calls, at least, waited for one another up to the last one of an operation. */
    int roundTrips(String operation) {
        List<Call> inOrder =
                all().stream().sorted(Comparator.comparingLong(Call::begun)).toList();
        Map<Call, Integer> depths = new HashMap<>();
        int deepest = 0;
        for (Call call : inOrder) {
            int depth = 1
                    + depths.entrySet().stream()
                            .filter(earlier -> earlier.getKey().ended() <= call.begun())
                            .mapToInt(Map.Entry::getValue)
                            .max()
                            .orElse(0);
            depths.put(call, depth);
            deepest = call.operation().equals(operation) ? Math.max(deepest, depth) : deepest;
        }
        return deepest;
    }

    private List<Call> all() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }
}
