package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.service.FakeService.Protocol;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Every operation that the SDK knows, its own marshaller and unmarshaller at one end and our codec at the other. */
class QueryRoundTripTest {
    /** The SDK cuts the fractions of seconds in these requests before it sends them. */
    private static final Set<String> CUT_BY_THE_SDK = Set.of("DescribeSpotFleetRequestHistory", "RequestSpotFleet");

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of("ec2", Protocol.EC2_QUERY, Ec2Client.class, (Function<FakeAws, SdkClient>) FakeAws::ec2),
                Arguments.of("iam", Protocol.QUERY, IamClient.class, (Function<FakeAws, SdkClient>) FakeAws::iam),
                Arguments.of("sts", Protocol.QUERY, StsClient.class, (Function<FakeAws, SdkClient>) FakeAws::sts),
                Arguments.of("autoscaling", Protocol.QUERY, AutoScalingClient.class, (Function<FakeAws, SdkClient>)
                        FakeAws::autoScaling));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void everyOperation_populatedRequestAndResponse_arriveEqual(
            String name, Protocol protocol, Class<?> type, Function<FakeAws, SdkClient> client) {
        var service = new EveryOperation(name, protocol, type);
        var samples = new SampleValues(42);
        List<String> different = new ArrayList<>();
        try (FakeAws fake = FakeAws.builder().service(service).build()) {
            for (Method method : service.methods()) {
                try {
                    compare(method, service, samples, client.apply(fake)).forEach(different::add);
                } catch (ReflectiveOperationException failed) {
                    different.add(EveryOperation.name(method) + ": " + failed.getCause());
                }
            }
        }
        assertThat(service.methods()).hasSizeGreaterThan(8);
        assertThat(different).isEmpty();
    }

    private static List<String> compare(Method method, EveryOperation service, SampleValues samples, SdkClient client)
            throws ReflectiveOperationException {
        String operation = EveryOperation.name(method);
        var request = (AwsRequest) (CUT_BY_THE_SDK.contains(operation) ? samples.wholeSeconds() : samples)
                .pojo(EveryOperation.builder(method.getParameterTypes()[0]));
        var response = (AwsResponse) samples.pojo(EveryOperation.builder(method.getReturnType()));
        service.answer(operation, response);
        var answer = (AwsResponse) method.invoke(client, request);
        List<String> different = new ArrayList<>();
        if (!service.received().equalsBySdkFields(request)) {
            different.add(operation + " request: " + difference(request, service.received()));
        }
        if (!answer.equalsBySdkFields(response)) {
            different.add(operation + " response: " + difference(response, answer));
        }
        return different;
    }

    private static String difference(Object sent, Object read) {
        String left = sent.toString();
        String right = read.toString();
        int at = Math.max(0, Arrays.mismatch(left.toCharArray(), right.toCharArray()) - 60);
        return "sent .." + excerpt(left, at) + ".. read .." + excerpt(right, at);
    }

    private static String excerpt(String text, int from) {
        return text.substring(Math.min(from, text.length()), Math.min(from + 150, text.length()));
    }
}
