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
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;

/** The calls that clients have made: which, and when. */
final class CallLog implements ExecutionInterceptor {
    /** What moves an interface into its quarantine, which lets everything through at first. */
    static final String MOVE = "ModifyNetworkInterfaceAttribute";

    /** What closes the quarantine, and so cuts off the interfaces in it. */
    static final String CLOSE = "ModifySecurityGroupRules";

    private static final int THROTTLED = 503;
    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("firebreak.begun");

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final LongAdder throttled = new LongAdder();

    /**
     * One call that was answered.
     *
     * @param operation its name
     * @param face the network interface that it changes; empty when it changes none
     * @param group the security group that it changes, or moves the interface into; empty when there is none
     * @param begun when, in nanoseconds
     * @param ended when, in nanoseconds
     */
    record Call(String operation, String face, String group, long begun, long ended) {}

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
        String face = "";
        String group = "";
        if (context.request() instanceof ModifyNetworkInterfaceAttributeRequest move) {
            face = move.networkInterfaceId();
            group = move.groups().get(0);
        } else if (context.request() instanceof ModifySecurityGroupRulesRequest close) {
            group = close.groupId();
        }
        calls.add(new Call(
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                face,
                group,
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

    /** How long it took until each interface was cut off, in seconds from this time on: until the group that it went into was closed. */
    List<Double> cutOffTimes(long from) {
        return closings().values().stream()
                .map(closed -> (closed.ended() - from) / 1e9)
                .toList();
    }

    /** How long each interface was in a group that let everything through, in seconds, at most. */
    List<Double> openTimes() {
        var times = new ArrayList<Double>();
        closings().forEach((move, closed) -> times.add((closed.ended() - move.begun()) / 1e9));
        return times;
    }

    /** The last move of each interface, and the call that closed the group that it went into. */
    private Map<Call, Call> closings() {
        var closed = new HashMap<String, Call>();
        var moves = new HashMap<String, Call>();
        for (Call call : all()) {
            if (call.operation().equals(CLOSE)) {
                closed.put(call.group(), call);
            } else if (call.operation().equals(MOVE)) {
                moves.merge(call.face(), call, (one, other) -> one.ended() > other.ended() ? one : other);
            }
        }
        var closings = new HashMap<Call, Call>();
        moves.values().forEach(move -> {
            Call closing = closed.get(move.group());
            if (closing != null) {
                closings.put(move, closing);
            }
        });
        return closings;
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
