package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FlowLogCasesTest extends ServiceCases {
    private static final String CREATE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html";
    private static final String ROLE = "arn:aws:iam::123456789012:role/flow-logs";

    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private CreateFlowLogsRequest.Builder toLogs() {
        return CreateFlowLogsRequest.builder()
                .resourceType("VPC")
                .resourceIds(estate.vpcId())
                .trafficType("ALL")
                .logGroupName("flows")
                .deliverLogsPermissionArn(ROLE);
    }

    @Test
    @AwsFact(value = "A flow log aggregates for 600 seconds unless 60 is asked for", source = CREATE)
    void create_toLogGroup_isActive() {
        String id = ec2.createFlowLogs(toLogs().build()).flowLogIds().get(0);

        assertThat(ec2.describeFlowLogs(request -> request.flowLogIds(id)).flowLogs())
                .singleElement()
                .satisfies(log -> {
                    assertThat(log.flowLogStatus()).isEqualTo("ACTIVE");
                    assertThat(log.maxAggregationInterval()).isEqualTo(600);
                    assertThat(log.logFormat()).startsWith("${version} ${account-id}");
                });
        assertThat(Refused.by(() -> ec2.createFlowLogs(toLogs().trafficType("REJECT")
                        .maxAggregationInterval(30)
                        .build())))
                .startsWith("InvalidParameter: ");
    }

    @Test
    @AwsFact(value = "Delivery to CloudWatch Logs needs a role", source = CREATE)
    void create_toLogGroupWithoutRole_isRefused() {
        assertThat(Refused.by(() -> ec2.createFlowLogs(
                        toLogs().deliverLogsPermissionArn(null).build())))
                .isEqualTo(
                        "InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
    }

    @Test
    @AwsFact(
            value = "The same flow log is not created twice",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html")
    void create_again_isRefused() {
        ec2.createFlowLogs(toLogs().build());

        assertThat(Refused.by(() -> ec2.createFlowLogs(toLogs().build()))).startsWith("FlowLogAlreadyExists: ");
    }

    @Test
    @AwsFact(value = "Resources whose flow log could not be created are answered as unsuccessful", source = CREATE)
    void create_toMissingBucket_isUnsuccessful() {
        var answer = ec2.createFlowLogs(request -> request.resourceType("VPC")
                .resourceIds(estate.vpcId())
                .trafficType("ALL")
                .logDestinationType("s3")
                .logDestination("arn:aws:s3:::no-such-bucket/flows/"));

        assertThat(answer.flowLogIds()).isEmpty();
        assertThat(answer.unsuccessful())
                .singleElement()
                .satisfies(item ->
                        assertThat(item.error().message()).isEqualTo("LogDestination: no-such-bucket does not exist"));
    }

    @Test
    @AwsFact(
            value = "Deleting an unknown flow log is refused",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html")
    void delete_unknown_isRefused() {
        assertThat(Refused.by(() -> ec2.deleteFlowLogs(request -> request.flowLogIds("fl-0123456789abcdef0"))))
                .isEqualTo(
                        "InvalidFlowLogId.NotFound: These flow log ids in the input list are not found: [TotalCount: 1] fl-0123456789abcdef0");
    }
}
