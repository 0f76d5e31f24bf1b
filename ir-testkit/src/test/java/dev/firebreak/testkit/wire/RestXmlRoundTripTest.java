package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.service.s3.S3Service;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.s3.S3Client;

/** Every S3 operation with a route, the SDK's own marshaller and unmarshaller at one end and our codec at the other. */
class RestXmlRoundTripTest {
    /** The SDK rewrites these members, refuses samples in them, or keeps two members in one header. */
    private static final Map<String, String> PLAIN = Map.of(
            "Bucket", "evidence",
            "ChecksumAlgorithm", "CRC32",
            "Policy", "{}",
            "CopySource", "evidence/key");

    private static final Set<String> UNSET =
            Set.of("Metadata", "Expires", "ExpiresString", "SourceBucket", "SourceKey", "SourceVersionId");

    private final EveryOperation service = EveryOperation.routedAs(new S3Service(), S3Client.class);
    private final SampleValues samples = new SampleValues(7).wholeSeconds();

    @Test
    void everyOperation_populatedRequestAndResponse_arriveEqual() {
        List<String> different = new ArrayList<>();
        try (FakeAws fake = FakeAws.builder().service(service).build()) {
            service.methods().forEach(method -> different.addAll(compare(method, fake)));
        }
        assertThat(service.methods()).hasSizeGreaterThan(20);
        assertThat(different).isEmpty();
    }

    private List<String> compare(Method method, FakeAws fake) {
        String operation = EveryOperation.name(method);
        var request = (AwsRequest) sample(method.getParameterTypes()[0]);
        var response = (AwsResponse) sample(method.getReturnType());
        service.answer(operation, response);
        List<String> different = new ArrayList<>();
        try {
            var answer = (AwsResponse) method.invoke(fake.s3(), request);
            different.addAll(differences(operation + " request", request, service.received()));
            different.addAll(differences(operation + " response", response, answer));
        } catch (ReflectiveOperationException failed) {
            different.add(operation + ": " + failed.getCause());
        }
        return different;
    }

    private Object sample(Class<?> type) {
        SdkPojo builder = EveryOperation.builder(type);
        samples.pojo(builder);
        for (SdkField<?> field : builder.sdkFields()) {
            if (UNSET.contains(field.memberName())) {
                field.set(builder, null);
            } else if (field.location() == MarshallLocation.HEADER && field.marshallingType() == MarshallingType.LIST) {
                field.set(builder, List.of("no comma", "which would part two values"));
            } else if (field.marshallingType() == MarshallingType.STRING && PLAIN.containsKey(field.memberName())) {
                field.set(builder, PLAIN.get(field.memberName()));
            }
        }
        return Pojos.build(builder);
    }

    private static List<String> differences(String what, SdkPojo sent, SdkPojo read) {
        if (sent.getClass() != read.getClass()) {
            return List.of(what + " was routed to " + read.getClass().getSimpleName());
        }
        return sent.sdkFields().stream()
                .filter(field -> !Objects.equals(value(field, sent), value(field, read)))
                .map(field ->
                        what + " " + field.memberName() + ": " + value(field, sent) + " became " + value(field, read))
                .toList();
    }

    private static Object value(SdkField<?> field, SdkPojo pojo) {
        return field.getValueOrDefault(pojo);
    }
}
