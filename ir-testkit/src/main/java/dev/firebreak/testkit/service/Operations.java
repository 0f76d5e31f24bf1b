package dev.firebreak.testkit.service;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The operations that a fake service implements, by name.
 *
 * <p>For the query protocols the name is enough to route a request. A REST operation also says its HTTP method and path, in
 * the form of the service's model: {@code "PUT /{Bucket}/{Key+}?uploadId&partNumber"}; the query names behind {@code ?} must be
 * present ({@code name=value}: with that value), and the operation with most of them present wins.
 */
public final class Operations {
    private final Map<String, Operation<?>> byName = new TreeMap<>();
    private @Nullable Consumer<Operations> filler;

    /**
     * Operations that are added when they are first asked for, so that a service that is never called costs nothing: naming a
     * request class loads it.
     */
    public static Operations lazily(Consumer<Operations> filler) {
        var operations = new Operations();
        operations.filler = filler;
        return operations;
    }

    private synchronized Map<String, Operation<?>> filled() {
        Consumer<Operations> pending = filler;
        if (pending != null) {
            filler = null;
            pending.accept(this);
        }
        return byName;
    }

    /** What one operation does. */
    @FunctionalInterface
    public interface Handler<Q extends AwsRequest> {
        /**
         * Runs the operation.
         *
         * @throws AwsError when the service would refuse
         */
        Result handle(Call call, Q request);
    }

    /**
     * What an operation answers: an SDK response, and for streaming operations (S3 {@code GetObject}) the body.
     *
     * @param response the answer
     * @param body the body of a streaming answer; empty for all others
     */
    public record Result(AwsResponse response, byte[] body) {}

    /**
     * One implemented operation.
     *
     * @param name the operation's name, such as {@code DescribeInstances}
     * @param route the method and path of a REST operation; empty for the query protocols
     * @param request makes an empty request builder, which the codec fills
     * @param handler what the operation does
     */
    public record Operation<Q extends AwsRequest>(
            String name, String route, Supplier<? extends SdkPojo> request, Handler<Q> handler) {}

    /** Adds an operation of a query protocol. */
    public <Q extends AwsRequest> Operations on(
            String name, Supplier<? extends SdkPojo> request, TypedHandler<Q> handler) {
        return rest(name, "", request, handler);
    }

    /** Adds an operation of a REST protocol. */
    public <Q extends AwsRequest> Operations rest(
            String name, String route, Supplier<? extends SdkPojo> request, TypedHandler<Q> handler) {
        return streaming(
                name, route, request, (Call call, Q typed) -> new Result(handler.handle(call, typed), new byte[0]));
    }

    /** Adds an operation of a REST protocol whose answer has a body. */
    public <Q extends AwsRequest> Operations streaming(
            String name, String route, Supplier<? extends SdkPojo> request, Handler<Q> handler) {
        byName.put(name, new Operation<>(name, route, request, handler));
        return this;
    }

    /** The operation with this name. */
    public Optional<Operation<?>> find(String name) {
        return Optional.ofNullable(filled().get(name));
    }

    /** All operations, by name. */
    public Collection<Operation<?>> all() {
        return filled().values();
    }

    /** What an operation with a plain answer does. */
    @FunctionalInterface
    public interface TypedHandler<Q extends AwsRequest> {
        /**
         * Runs the operation.
         *
         * @throws AwsError when the service would refuse
         */
        AwsResponse handle(Call call, Q request);
    }
}
