package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.Delivery;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.AwsRequest;

/** One call on its way through the interceptors. */
public final class Invocation {
    private final Target target;
    private final List<Interceptor> rest;

    Invocation(Target target, List<Interceptor> rest) {
        this.target = target;
        this.rest = rest;
    }

    /** The signing name of the service, such as {@code ec2}. */
    public String service() {
        return target.service().signingName();
    }

    /** How the service speaks on the wire. */
    public FakeService.Protocol protocol() {
        return target.service().protocol();
    }

    /** The name of the operation, such as {@code RunInstances}. */
    public String operation() {
        return target.operation().name();
    }

    /** Who calls, where and when. */
    public Call call() {
        return target.call();
    }

    /** The typed request. */
    public AwsRequest request() {
        return target.request();
    }

    /** The HTTP request, for what the typed one does not say: signature, user agent, host. */
    public WireRequest http() {
        return target.http();
    }

    /** Has the answer travel so; it does not change what the call does. */
    public void deliver(Delivery delivery) {
        target.delivery().set(delivery);
    }

    /** Lets the call go on as if this had been asked, by a request of the same type. */
    public Operations.Result proceed(AwsRequest instead) {
        return new Invocation(target.asking(instead), rest).proceed();
    }

    /**
     * Lets the call go on, to the next interceptor and at last to the operation.
     *
     * @throws dev.firebreak.testkit.service.AwsError when the call is refused
     */
    public Operations.Result proceed() {
        if (rest.isEmpty()) {
            return target.run();
        }
        return rest.get(0).intercept(new Invocation(target, rest.subList(1, rest.size())));
    }

    /** What is invoked. */
    record Target(
            FakeService service,
            Operations.Operation<?> operation,
            Call call,
            AwsRequest request,
            WireRequest http,
            AtomicReference<Delivery> delivery) {
        Target asking(AwsRequest instead) {
            return new Target(service, operation, call, instead, http, delivery);
        }

        Operations.Result run() {
            synchronized (call.world()) {
                service.checkBody(operation.name(), http.headers(), http.body());
                return run(operation);
            }
        }

        /** The codec made the request with the operation's own builder, so it is of the operation's type. */
        @SuppressWarnings("unchecked")
        private <Q extends AwsRequest> Operations.Result run(Operations.Operation<Q> typed) {
            return typed.handler().handle(call, (Q) request);
        }
    }
}
