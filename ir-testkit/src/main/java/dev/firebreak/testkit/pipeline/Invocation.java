package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.List;
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
            FakeService service, Operations.Operation<?> operation, Call call, AwsRequest request, WireRequest http) {
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
