package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.service.FakeService.Protocol;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Every operation of JSON services, the SDK's own marshaller and unmarshaller at one end and our codec at the other. */
class JsonRoundTripTest {
    private final SampleValues samples = new SampleValues(7).wholeSeconds();

    static List<Arguments> services() {
        return List.of(
                Arguments.of("kms", KmsClient.class, KmsClient.builder()),
                Arguments.of("ssm", SsmClient.class, SsmClient.builder()),
                Arguments.of("config", ConfigClient.class, ConfigClient.builder()),
                Arguments.of("cloudtrail", CloudTrailClient.class, CloudTrailClient.builder()),
                Arguments.of("organizations", OrganizationsClient.class, OrganizationsClient.builder()));
    }

    @ParameterizedTest
    @MethodSource("services")
    <B extends AwsClientBuilder<B, C>, C extends SdkClient> void everyOperation_populated_arrivesEqual(
            String signingName, Class<C> type, B builder) {
        var service = new EveryOperation(signingName, Protocol.JSON_1_1, type);
        List<String> different = new ArrayList<>();
        try (FakeAws fake = FakeAws.builder().service(service).build();
                C client = fake.configure(builder).build()) {
            service.methods().forEach(method -> different.addAll(compare(method, client, service)));
        }
        assertThat(service.methods()).hasSizeGreaterThan(30);
        assertThat(different).isEmpty();
    }

    private List<String> compare(Method method, SdkClient client, EveryOperation service) {
        String operation = EveryOperation.name(method);
        var request = (AwsRequest) sample(method.getParameterTypes()[0]);
        var response = (AwsResponse) sample(method.getReturnType());
        service.answer(operation, response);
        try {
            var answer = (AwsResponse) method.invoke(client, request);
            List<String> different = new ArrayList<>();
            if (!request.equalsBySdkFields(service.received())) {
                different.add(operation + " request: " + request + " became " + service.received());
            }
            if (!response.equalsBySdkFields(answer)) {
                different.add(operation + " response: " + response + " became " + answer);
            }
            return different;
        } catch (ReflectiveOperationException failed) {
            return List.of(operation + ": " + failed.getCause());
        }
    }

    private Object sample(Class<?> type) {
        SdkPojo builder = EveryOperation.builder(type);
        samples.pojo(builder);
        return Pojos.build(builder);
    }
}
