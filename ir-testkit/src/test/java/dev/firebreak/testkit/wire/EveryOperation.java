package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** A service that has every operation of an SDK client: it keeps the request and answers with what it was told to. */
final class EveryOperation implements FakeService {
    private final String signingName;
    private final Protocol protocol;
    private final Class<?> client;
    private final Operations routes;
    private final Operations operations = new Operations();
    private final Map<String, AwsResponse> answers = new HashMap<>();
    private AwsRequest received;

    EveryOperation(String signingName, Protocol protocol, Class<?> client) {
        this(signingName, protocol, client, new Operations());
    }

    /** Only the operations that are among those given, on their routes. */
    static EveryOperation routedAs(FakeService routed, Class<?> client) {
        return new EveryOperation(routed.signingName(), routed.protocol(), client, routed.operations());
    }

    private EveryOperation(String signingName, Protocol protocol, Class<?> client, Operations routes) {
        this.signingName = signingName;
        this.protocol = protocol;
        this.client = client;
        this.routes = routes;
        methods().forEach(this::add);
    }

    private void add(Method method) {
        operations.rest(name(method), route(method), () -> builder(method.getParameterTypes()[0]), (call, request) -> {
            received = request;
            return answers.get(name(method));
        });
    }

    /** The methods of the client that are operations with a request object. */
    List<Method> methods() {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && AwsResponse.class.isAssignableFrom(method.getReturnType())
                        && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> routes.all().isEmpty() || !route(method).isEmpty())
                .toList();
    }

    private String route(Method method) {
        return routes.find(name(method)).map(Operations.Operation::route).orElse("");
    }

    static String name(Method method) {
        return Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
    }

    static SdkPojo builder(Class<?> type) {
        try {
            return (SdkPojo) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void answer(String operation, AwsResponse answer) {
        answers.put(operation, answer);
    }

    AwsRequest received() {
        return received;
    }

    @Override
    public String signingName() {
        return signingName;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
