package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.network.capture.MirroredPacket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class CaptureCasesTest extends NetworkCases {
    private static final String RECORDS = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html";
    private static final String BASICS = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html";
    private static final String LIMITS = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-limitations.html";
    private static final String TO_S3 = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html";
    private static final String MIRROR =
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-how-it-works.html";

    private void logFlows(String type) {
        ec2.createFlowLogs(create -> create.resourceType("VPC")
                .resourceIds(estate.vpcId())
                .trafficType(type)
                .logGroupName("flows")
                .deliverLogsPermissionArn("arn:aws:iam::123456789012:role/flows"));
    }

    private List<String> records() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        return logs.describeLogGroups().logGroups().isEmpty()
                ? List.of()
                : logs.filterLogEvents(query -> query.logGroupName("flows")).events().stream()
                        .map(FilteredLogEvent::message)
                        .toList();
    }

    @Test
    @AwsFact(
            value = "A record tells an accepted flow in each direction, with packets, interval and action",
            source = RECORDS)
    void connect_accepted_isRecorded() {
        logFlows("ALL");
        Connection https = network.connect(attacker, web, 443);
        pass(Duration.ofSeconds(5));
        https.send();
        pass(Duration.ofMinutes(10));

        String address = ec2.describeNetworkInterfaces(query -> query.networkInterfaceIds(eni))
                .networkInterfaces()
                .get(0)
                .privateIpAddress();
        assertThat(records())
                .containsExactlyInAnyOrder(
                        "2 123456789012 " + eni + " 198.51.100.7 " + address
                                + " 50000 443 6 2 120 1768467600 1768467605 ACCEPT OK",
                        "2 123456789012 " + eni + " " + address
                                + " 198.51.100.7 443 50000 6 2 120 1768467600 1768467605 ACCEPT OK");
    }

    @Test
    @AwsFact(value = "What groups refuse is recorded as REJECT, and a log of REJECT has nothing else", source = RECORDS)
    void connect_refused_isRecordedAsReject() {
        logFlows("REJECT");
        network.connect(attacker, web, 443);
        network.connect(attacker, web, 22);
        pass(Duration.ofMinutes(10));

        assertThat(records())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(" 22 6 1 ").endsWith("REJECT OK"));
    }

    @Test
    @AwsFact(value = "Records reach CloudWatch Logs some five minutes after their interval", source = BASICS)
    void connect_justNow_isNotYetRecorded() {
        logFlows("ALL");
        network.connect(attacker, web, 443);

        pass(Duration.ofMinutes(5));
        assertThat(records()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(records()).isNotEmpty();
    }

    @Test
    @AwsFact(value = "Flow logs do not record queries to the resolver, and the metadata service", source = LIMITS)
    void connect_reserved_isNotRecorded() {
        logFlows("ALL");
        network.connect(web, network.address("10.0.0.2"), 53, Protocol.UDP);
        network.connect(web, network.address("169.254.169.254"), 80);
        pass(Duration.ofMinutes(10));

        assertThat(records()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "Files in S3 lie under the account, the Region and the day, where the bucket lets the service",
            source = TO_S3)
    void connect_loggedToS3_isAFile() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(create ->
                create.bucket("flow-bucket").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        ec2.createFlowLogs(create -> create.resourceType("NetworkInterface")
                .resourceIds(eni)
                .trafficType("ALL")
                .logDestinationType("s3")
                .logDestination("arn:aws:s3:::flow-bucket"));
        network.connect(attacker, web, 443);
        pass(Duration.ofMinutes(20));
        assertThat(s3.listObjectsV2(list -> list.bucket("flow-bucket")).contents())
                .isEmpty();

        s3.putBucketPolicy(put -> put.bucket("flow-bucket").policy("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},\
                "Action":"s3:PutObject","Resource":"arn:aws:s3:::flow-bucket/*"}]}"""));
        network.connect(attacker, web, 443);
        pass(Duration.ofMinutes(20));

        assertThat(s3.listObjectsV2(list -> list.bucket("flow-bucket")).contents())
                .extracting(S3Object::key)
                .singleElement()
                .asString()
                .startsWith(
                        "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/01/15/123456789012_vpcflowlogs_eu-west-1_fl-")
                .endsWith(".log.gz");
    }

    @Test
    @AwsFact(value = "A mirror session copies what its filter accepts to a target that lets VXLAN in", source = MIRROR)
    void send_mirrored_isCopiedToTarget() {
        String sensorGroup = emptyGroup("sensor");
        String sensor = estate.launch(InstanceSpec.named("sensor").groups("web"))
                .interfaceIds()
                .get(0);
        swap(sensor, sensorGroup);
        mirror(sensor);
        network.connect(attacker, web, 443);
        assertThat(network.mirroredTo(sensor)).isEmpty();

        letIn(sensorGroup, "udp", 4789, "10.0.0.0/16");
        network.connect(attacker, web, 443);
        network.connect(attacker, web, 22);

        assertThat(network.mirroredTo(sensor)).singleElement().satisfies((MirroredPacket copy) -> {
            assertThat(copy.sourceInterfaceId()).isEqualTo(eni);
            assertThat(copy.egress()).isFalse();
            assertThat(copy.header().source()).isEqualTo("198.51.100.7");
            assertThat(copy.header().port()).isEqualTo(443);
        });
    }

    /** Mirrors what comes in at the web server. */
    private void mirror(String sensor) {
        String target = ec2.createTrafficMirrorTarget(create -> create.networkInterfaceId(sensor))
                .trafficMirrorTarget()
                .trafficMirrorTargetId();
        String filter = ec2.createTrafficMirrorFilter(create -> create.description("in"))
                .trafficMirrorFilter()
                .trafficMirrorFilterId();
        ec2.createTrafficMirrorFilterRule(create -> create.trafficMirrorFilterId(filter)
                .trafficDirection("ingress")
                .ruleNumber(100)
                .ruleAction("accept")
                .sourceCidrBlock(IPV4)
                .destinationCidrBlock(IPV4));
        ec2.createTrafficMirrorSession(create -> create.networkInterfaceId(eni)
                .trafficMirrorTargetId(target)
                .trafficMirrorFilterId(filter)
                .sessionNumber(1));
    }
}
