package dev.firebreak.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.FakeAwsBuilder;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

class QuotaCasesTest extends ServiceCases {
    private static final String EC2 = "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html";
    private static final String ELB =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html";
    private static final String SSM = "https://docs.aws.amazon.com/general/latest/gr/ssm.html";
    private static final String STS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

    private static final String S3 =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html";
    private static final String EBS = "https://docs.aws.amazon.com/general/latest/gr/ebs-service.html";

    @Override
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return builder.quotas(Quotas.documented());
    }

    /** How many of the calls go through before one is throttled. */
    static int admitted(Runnable call) {
        for (int count = 0; count < 2000; count++) {
            try {
                call.run();
            } catch (AwsServiceException refused) {
                if (refused.isThrottlingException()) {
                    return count;
                }
            }
        }
        throw new AssertionError("Never throttled");
    }

    @Test
    @AwsFact(value = "A bucket of 100 tokens holds the reads of one action, and regains 20 a second", source = EC2)
    void ec2_reads_areThrottledByTheBucket() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThat(admitted(ec2::describeVpcs)).isEqualTo(100);
        assertThat(Refused.by(ec2::describeVpcs)).isEqualTo("RequestLimitExceeded: Request limit exceeded.");

        clock.advance(Duration.ofSeconds(2));
        assertThat(admitted(ec2::describeVpcs)).isEqualTo(40);
    }

    @Test
    @AwsFact(value = "Each action has a bucket of its own, in each Region and account", source = EC2)
    void ec2_otherActionRegionOrAccount_isNotThrottled() {
        Ec2Client ec2 = client(Ec2Client.builder());
        admitted(ec2::describeVpcs);

        assertThat(ec2.describeSubnets().subnets()).isNotEmpty();
        assertThat(client(Ec2Client.builder(), Region.US_EAST_1).describeVpcs().vpcs())
                .isNotEmpty();
        assertThat(client(Ec2Client.builder(), "999999999999").describeVpcs().vpcs())
                .isNotEmpty();
    }

    @Test
    @AwsFact(value = "Reads of instances without filter or page size have half the tokens", source = EC2)
    void ec2_unfilteredAndUnpaginated_hasASmallerBucket() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThat(admitted(ec2::describeInstances)).isEqualTo(50);

        assertThat(admitted(() -> ec2.describeInstances(request -> request.maxResults(5))))
                .isEqualTo(100);
    }

    @Test
    @AwsFact(
            value = "ModifyInstanceAttribute changes, with 50 tokens and 5 a second; CreateTags has 100 and 10",
            source = EC2)
    void ec2_changes_haveTheirBuckets() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        Runnable tag = () -> ec2.createTags(request ->
                request.resources(vpc).tags(Tag.builder().key("a").value("b").build()));

        assertThat(admitted(tag)).isEqualTo(100);
        assertThat(admitted(() -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId("i-0123456789abcdef0").sourceDestCheck(v -> v.value(false)))))
                .isEqualTo(50);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(tag)).isEqualTo(10);
    }

    @Test
    @AwsFact(value = "Dry runs take tokens as all requests do", source = EC2)
    void ec2_dryRuns_takeTokens() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThat(admitted(() -> ec2.createVpc(
                        request -> request.cidrBlock("10.0.0.0/16").dryRun(true))))
                .isEqualTo(50);
    }

    @Test
    @AwsFact(value = "TerminateInstances takes a token of the resource bucket for each instance", source = EC2)
    void ec2_instances_areCountedByTheResourceBucket() {
        Ec2Client ec2 = client(Ec2Client.builder());
        var ids = IntStream.range(0, 400)
                .mapToObj(number -> String.format("i-%017x", number))
                .toList();

        assertThat(admitted(() -> ec2.terminateInstances(request -> request.instanceIds(ids))))
                .isEqualTo(2);
    }

    @Test
    @AwsFact(value = "A throttled call has no effect", source = EC2)
    void ec2_throttledCall_hasNoEffect() {
        Ec2Client ec2 = client(Ec2Client.builder());
        fake.quotas(Quotas.none().bucket("ec2", "CreateVpc", 1, 0.1));
        ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"));
        var before = fake.snapshot();

        assertThat(Refused.by(() -> ec2.createVpc(request -> request.cidrBlock("10.1.0.0/16"))))
                .startsWith("RequestLimitExceeded");

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    @AwsFact(value = "StartAutomationExecution may be called once a second", source = SSM)
    void ssm_startAutomation_isOncePerSecond() {
        SsmClient ssm = client(SsmClient.builder());
        Runnable start = () -> ssm.startAutomationExecution(request -> request.documentName("Nothing"));

        assertThat(admitted(start)).isEqualTo(1);
        assertThat(Refused.by(start::run)).startsWith("ThrottlingException: ");
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(start)).isEqualTo(1);
    }

    @Test
    @AwsFact(value = "AssumeRole, GetCallerIdentity and others share 600 requests a second", source = STS)
    void sts_operations_shareOneRate() {
        StsClient sts = client(StsClient.builder());

        assertThat(admitted(sts::getCallerIdentity)).isEqualTo(600);

        assertThat(Refused.by(sts::getSessionToken)).isEqualTo("Throttling: Rate exceeded");
    }

    @Test
    @AwsFact(value = "All actions of Elastic Load Balancing share a bucket of 40 tokens", source = ELB)
    void elb_actions_shareTheAccountsBucket() {
        ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());

        assertThat(admitted(elb::describeLoadBalancers)).isEqualTo(40);

        assertThat(Refused.by(() -> elb.deleteTargetGroup(request -> request.targetGroupArn("arn:none"))))
                .isEqualTo("ThrottlingException: Rate exceeded");
    }

    @Test
    @AwsFact(value = "A prefix takes 3,500 changes and 5,500 reads a second, and asks to slow down then", source = S3)
    void s3_prefix_asksToSlowDown() {
        fake.quotas(Quotas.documented().scaledBy(0.01));
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));

        assertThat(admitted(() -> put(s3, "ir-1/disk"))).isEqualTo(35);
        assertThat(Refused.by(() -> put(s3, "ir-1/memory"))).isEqualTo("SlowDown: Please reduce your request rate.");
        assertThat(admitted(
                        () -> s3.getObjectAsBytes(get -> get.bucket("evidence").key("ir-1/disk"))))
                .isEqualTo(55);

        assertThat(admitted(() -> put(s3, "ir-2/disk"))).isEqualTo(35);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(() -> put(s3, "ir-1/disk"))).isEqualTo(35);
    }

    private static void put(S3Client s3, String key) {
        s3.putObject(put -> put.bucket("evidence").key(key), RequestBody.fromString("x"));
    }

    @Test
    @AwsFact(value = "SlowDown is an error of status 503", source = S3)
    void s3_slowDown_isStatus503() {
        fake.quotas(Quotas.none().bucket("s3", "ListBuckets", 1, 1));
        S3Client s3 = client(S3Client.builder());
        s3.listBuckets();

        assertThatThrownBy(s3::listBuckets)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(503));
    }

    @Test
    @AwsFact(value = "The EBS direct APIs list blocks 50 times, and start 10 snapshots, a second", source = EBS)
    void ebs_lists_areThrottledByTheAction() {
        EbsClient ebs = client(EbsClient.builder());

        assertThat(admitted(() -> ebs.listSnapshotBlocks(list -> list.snapshotId("snap-0123456789abcdef0"))))
                .isEqualTo(50);
        assertThat(admitted(() -> ebs.startSnapshot(start -> start.volumeSize(1L))))
                .isEqualTo(10);

        assertThat(Refused.by(() -> ebs.startSnapshot(start -> start.volumeSize(1L))))
                .isEqualTo("RequestThrottledException: The request was throttled.");
    }

    @Test
    @AwsFact(value = "Of one snapshot 1,000 blocks are read a second, of all in a large Region 5,000", source = EBS)
    void ebs_blocks_areThrottledBySnapshotAndRegion() {
        fake.quotas(Quotas.documented().scaledBy(0.01));
        EbsClient ebs = client(EbsClient.builder());

        for (int snapshot = 0; snapshot < 5; snapshot++) {
            String id = "snap-%017x".formatted(snapshot);
            assertThat(admitted(() -> block(ebs, id))).isEqualTo(10);
        }

        assertThat(Refused.by(() -> block(ebs, "snap-0123456789abcdef0"))).startsWith("RequestThrottledException");
    }

    private static void block(EbsClient ebs, String snapshot) {
        ebs.getSnapshotBlock(get -> get.snapshotId(snapshot).blockIndex(0).blockToken("none"));
    }
}
