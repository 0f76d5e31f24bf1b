package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.ObservedCall;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * Tells observers of every call, once: close to the operation, where the effect is known even when the answer is lost; or, when
 * the call does not come so far, from outside of what refused it.
 */
public final class Observation {
    /** Whence calls come that no proxy tells of: the address that documentation uses for a client. */
    private static final String CLIENT = "198.51.100.1";

    private final List<? extends CallObserver> observers;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private Observation(List<? extends CallObserver> observers) {
        this.observers = observers;
    }

    /** An observation by these observers. */
    public static Observation by(List<? extends CallObserver> observers) {
        return new Observation(List.copyOf(observers));
    }

    /** Stands outside of all that may refuse a call. */
    public Interceptor outer() {
        return this::around;
    }

    /** Stands inside of faults. */
    public Interceptor inner() {
        return this::within;
    }

    private Operations.Result around(Invocation invocation) {
        synchronized (invocation.call().world()) {
            observers.forEach(observer -> observer.before(invocation.call()));
        }
        String id = invocation.call().requestId();
        try {
            return invocation.proceed();
        } catch (AwsError refusal) {
            if (!seen.contains(id)) {
                tell(invocation, null, refusal);
            }
            throw refusal;
        } finally {
            seen.remove(id);
        }
    }

    private Operations.Result within(Invocation invocation) {
        seen.add(invocation.call().requestId());
        synchronized (invocation.call().world()) {
            try {
                Operations.Result result = invocation.proceed();
                tell(invocation, result.response(), null);
                return result;
            } catch (AwsError refusal) {
                tell(invocation, null, refusal);
                throw refusal;
            }
        }
    }

    private void tell(Invocation invocation, @Nullable AwsResponse response, @Nullable AwsError error) {
        var observed = new ObservedCall(
                invocation.service(),
                invocation.operation(),
                invocation.call(),
                invocation.request(),
                sender(invocation.http()),
                response,
                error);
        synchronized (invocation.call().world()) {
            observers.forEach(observer -> observer.observed(observed));
        }
    }

    private static ObservedCall.Sender sender(WireRequest http) {
        return new ObservedCall.Sender(http.host(), http.header("User-Agent").orElse(""), address(http), http.query());
    }

    /** The address that a request comes from: what a proxy tells, else always the same. */
    public static String address(WireRequest http) {
        return http.header("X-Forwarded-For").orElse(CLIENT).split(",", 2)[0].strip();
    }
}
