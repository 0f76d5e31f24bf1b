package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.service.FakeService.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;

class EmptyListTest {
    @Test
    void query_emptyListInRequestAndAnswer_isKnownToBeEmpty() {
        var service = new EveryOperation("iam", Protocol.QUERY, IamClient.class);
        service.answer(
                "SimulateCustomPolicy",
                SimulateCustomPolicyResponse.builder()
                        .evaluationResults(List.of())
                        .build());
        try (FakeAws fake = FakeAws.builder().service(service).build()) {
            var answer = fake.iam()
                    .simulateCustomPolicy(request -> request.policyInputList("{}")
                            .actionNames("s3:GetObject")
                            .resourceArns(List.of()));

            var received = (SimulateCustomPolicyRequest) service.received();
            assertThat(received.hasResourceArns()).isTrue();
            assertThat(received.resourceArns()).isEmpty();
            assertThat(received.hasContextEntries()).isFalse();
            assertThat(answer.hasEvaluationResults()).isTrue();
        }
    }

    @Test
    void ec2_emptyLists_areAbsentInRequestAndEmptyInAnswer() {
        var service = new EveryOperation("ec2", Protocol.EC2_QUERY, Ec2Client.class);
        service.answer(
                "DescribeInstances",
                DescribeInstancesResponse.builder().reservations(List.of()).build());
        try (FakeAws fake = FakeAws.builder().service(service).build()) {
            var answer = fake.ec2().describeInstances(request -> request.instanceIds(List.of()));

            assertThat(((DescribeInstancesRequest) service.received()).instanceIds())
                    .isEmpty();
            assertThat(answer.hasReservations()).isTrue();
            assertThat(answer.reservations()).isEmpty();
        }
    }
}
