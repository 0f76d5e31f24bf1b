package dev.firebreak.testkit.service.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.AwsEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

class EventRecordTest extends TrailCases {
    private static final String CONTENTS =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html";
    private static final String IDENTITY =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html";
    private static final String EC2 =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html";
    private static final String IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}
            """;

    @Test
    @AwsFact(value = "The record of TerminateInstances has the instances as items, before and after", source = EC2)
    void terminateInstances_recorded_hasItems() {
        String id = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        client(Ec2Client.builder()).terminateInstances(end -> end.instanceIds(id));

        JsonNode event = event("eu-west-1", "TerminateInstances");

        assertThat(event.at("/requestParameters/instancesSet/items/0/instanceId")
                        .asText())
                .isEqualTo(id);
        assertThat(event.at("/responseElements/instancesSet/items/0/previousState/name")
                        .asText())
                .isEqualTo("running");
        assertThat(event.path("eventSource").asText()).isEqualTo("ec2.amazonaws.com");
        assertThat(event.path("readOnly").asBoolean(true)).isFalse();
    }

    @Test
    @AwsFact(value = "Who the root user is, the record says by type and account", source = IDENTITY)
    void describeVpcs_byRoot_saysSo() {
        client(Ec2Client.builder()).describeVpcs();

        JsonNode event = event("eu-west-1", "DescribeVpcs");

        assertThat(event.at("/userIdentity/type").asText()).isEqualTo("Root");
        assertThat(event.at("/userIdentity/arn").asText()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(event.path("eventTime").asText()).isEqualTo("2026-01-15T09:00:00Z");
        assertThat(event.path("recipientAccountId").asText()).isEqualTo("123456789012");
        assertThat(event.path("eventType").asText()).isEqualTo("AwsApiCall");
        assertThat(event.path("eventCategory").asText()).isEqualTo("Management");
        assertThat(event.path("managementEvent").asBoolean()).isTrue();
    }

    @Test
    @AwsFact(value = "The response elements of an action that changes nothing are null", source = CONTENTS)
    void describeVpcs_recorded_hasNoResponse() {
        client(Ec2Client.builder()).describeVpcs();

        JsonNode event = event("eu-west-1", "DescribeVpcs");

        assertThat(event.path("readOnly").asBoolean()).isTrue();
        assertThat(event.get("responseElements").isNull()).isTrue();
    }

    @Test
    @AwsFact(value = "A refused call is recorded with the error's code and message", source = CONTENTS)
    void terminateInstances_unknown_recordsTheError() {
        Ec2Client ec2 = client(Ec2Client.builder());
        Refused.by(() -> ec2.terminateInstances(end -> end.instanceIds("i-0123456789abcdef0")));

        JsonNode event = event("eu-west-1", "TerminateInstances");

        assertThat(event.path("errorCode").asText()).isEqualTo("Client.InvalidInstanceID.NotFound");
        assertThat(event.path("errorMessage").asText()).contains("i-0123456789abcdef0");
        assertThat(event.get("responseElements").isNull()).isTrue();
    }

    @Test
    @AwsFact(value = "A throttled call is recorded too", source = CONTENTS)
    void describeVpcs_throttled_isRecorded() {
        Ec2Client ec2 = client(Ec2Client.builder());
        fake.faults().on("ec2", "DescribeVpcs").nth(1).throttle();
        Refused.by(ec2::describeVpcs);

        assertThat(event("eu-west-1", "DescribeVpcs").path("errorCode").asText())
                .isEqualTo("Client.RequestLimitExceeded");
    }

    @Test
    @AwsFact(value = "CreateAccessKey records the key's id and not its secret", source = IAM)
    void createAccessKey_recorded_hasNoSecret() {
        fake.iam().createUser(make -> make.userName("eve"));
        var key = fake.iam().createAccessKey(make -> make.userName("eve")).accessKey();

        JsonNode event = event("us-east-1", "CreateAccessKey");

        assertThat(event.at("/responseElements/accessKey/accessKeyId").asText()).isEqualTo(key.accessKeyId());
        assertThat(event.toString()).doesNotContain(key.secretAccessKey());
    }

    @Test
    @AwsFact(value = "A user's calls name the user and the key", source = IDENTITY)
    void describeVpcs_byUser_namesUserAndKey() {
        fake.iam().createUser(make -> make.userName("eve"));
        var key = fake.iam().createAccessKey(make -> make.userName("eve")).accessKey();
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        Ec2Client ec2 = fake.configure(Ec2Client.builder())
                .credentialsProvider(credentials)
                .build();
        ec2.describeSubnets();
        ec2.close();

        JsonNode identity = event("eu-west-1", "DescribeSubnets").path("userIdentity");

        assertThat(identity.path("type").asText()).isEqualTo("IAMUser");
        assertThat(identity.path("userName").asText()).isEqualTo("eve");
        assertThat(identity.path("accessKeyId").asText()).isEqualTo(key.accessKeyId());
        assertThat(identity.has("sessionContext")).isFalse();
    }

    @Test
    @AwsFact(value = "A role session names its role, and when it began, in its session context", source = IDENTITY)
    void describeVpcs_byRoleSession_namesTheRole() {
        String id = assume("123456789012", "arn:aws:iam::123456789012:user/eve");

        JsonNode identity = event("eu-west-1", "DescribeSubnets").path("userIdentity");

        assertThat(identity.path("type").asText()).isEqualTo("AssumedRole");
        assertThat(identity.path("arn").asText()).isEqualTo("arn:aws:sts::123456789012:assumed-role/responder/case-7");
        assertThat(identity.path("accessKeyId").asText()).isEqualTo(id);
        assertThat(identity.at("/sessionContext/sessionIssuer/userName").asText())
                .isEqualTo("responder");
        assertThat(identity.at("/sessionContext/attributes/creationDate").asText())
                .isEqualTo("2026-01-15T09:00:00Z");
        assertThat(identity.at("/sessionContext/attributes/mfaAuthenticated").asText())
                .isEqualTo("false");
    }

    @Test
    @AwsFact(value = "AssumeRole records the temporary key's id, by which its calls are found", source = IAM)
    void assumeRole_recorded_tellsTheKey() {
        String id = assume("123456789012", "arn:aws:iam::123456789012:user/eve");

        JsonNode event = event("eu-west-1", "AssumeRole");

        assertThat(event.at("/responseElements/credentials/accessKeyId").asText())
                .isEqualTo(id);
        assertThat(event.at("/requestParameters/roleSessionName").asText()).isEqualTo("case-7");
        assertThat(event.at("/responseElements/credentials").has("secretAccessKey"))
                .isFalse();
        assertThat(event.at("/resources/0/type").asText()).isEqualTo("AWS::IAM::Role");
    }

    @Test
    @AwsFact(value = "A role assumed from another account is recorded in both, with one shared event id", source = IAM)
    void assumeRole_fromAnotherAccount_isRecordedInBoth() {
        fake.iam().createUser(make -> make.userName("eve"));
        var key = fake.iam().createAccessKey(make -> make.userName("eve")).accessKey();
        String trust = TRUST.formatted("123456789012");
        try (var iam = fake.configure(IamClient.builder())
                        .credentialsProvider(fake.credentials("210987654321"))
                        .build();
                var sts = sts(key.accessKeyId(), key.secretAccessKey())) {
            iam.createRole(make -> make.roleName("responder").assumeRolePolicyDocument(trust));
            sts.assumeRole(assume ->
                    assume.roleArn("arn:aws:iam::210987654321:role/responder").roleSessionName("case-7"));
        }
        JsonNode own = event("eu-west-1", "AssumeRole");
        JsonNode theirs;
        try (var trail = fake.configure(CloudTrailClient.builder())
                .credentialsProvider(fake.credentials("210987654321"))
                .build()) {
            theirs = json(named(trail, "AssumeRole").get(0));
        }

        assertThat(own.path("sharedEventID").asText())
                .isNotEmpty()
                .isEqualTo(theirs.path("sharedEventID").asText());
        assertThat(own.path("eventID")).isNotEqualTo(theirs.path("eventID"));
        assertThat(theirs.path("recipientAccountId").asText()).isEqualTo("210987654321");
        assertThat(theirs.at("/userIdentity/type").asText()).isEqualTo("AWSAccount");
    }

    @Test
    @AwsFact(value = "PutBucketPolicy records the policy", source = CONTENTS)
    void putBucketPolicy_recorded_hasThePolicy() {
        bucket(client(S3Client.builder()), "data");

        JsonNode event = event("eu-west-1", "PutBucketPolicy");

        assertThat(event.at("/requestParameters/bucketName").asText()).isEqualTo("data");
        assertThat(event.at("/requestParameters/bucketPolicy/Statement/0/Effect")
                        .asText())
                .isEqualTo("Allow");
        assertThat(event.at("/resources/0/ARN").asText()).isEqualTo("arn:aws:s3:::data");
    }

    @Test
    @AwsFact(value = "What took effect is recorded as done, though the caller got no answer", source = CONTENTS)
    void createUser_answerLost_isRecorded() {
        fake.faults().on("iam", "CreateUser").nth(1).loseAnswer();
        Refused.by(() -> fake.iam().createUser(make -> make.userName("eve")));
        clock.advance(LAG);

        try (var trail = fake.configure(CloudTrailClient.builder())
                .region(Region.US_EAST_1)
                .build()) {
            assertThat(named(trail, "CreateUser"))
                    .extracting(event -> json(event).path("errorCode").asText())
                    .containsExactly("EntityAlreadyExistsException", "");
        }
    }

    @Test
    @AwsFact(
            value = "EventBridge gets a write call when a trail logs, and no read call",
            source = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html")
    void events_trailLogs_areWrites() {
        var told = new ArrayList<AwsEvent>();
        fake.world().events().listen(told::add);
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        var trail = cloudTrail();
        trail.createTrail(make -> make.name("main").s3BucketName("logs-1"));
        trail.startLogging(start -> start.name("main"));
        clock.advance(Duration.ofSeconds(1));
        told.clear();

        s3.getBucketPolicy(get -> get.bucket("logs-1"));
        s3.deleteBucketPolicy(delete -> delete.bucket("logs-1"));

        assertThat(told)
                .filteredOn(event -> event.detailType().equals("AWS API Call via CloudTrail"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.source()).isEqualTo("aws.s3");
                    assertThat(event.detail().path("eventName").asText()).isEqualTo("DeleteBucketPolicy");
                });
    }

    @Test
    @AwsFact(
            value = "A console sign-in is an event of its own type",
            source =
                    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html")
    void consoleLogin_byRoot_isRecorded() {
        fake.cloudTrail().signInRoot("123456789012", "203.0.113.7", true, false);

        JsonNode event = event("us-east-1", "ConsoleLogin");

        assertThat(event.path("eventType").asText()).isEqualTo("AwsConsoleSignIn");
        assertThat(event.at("/responseElements/ConsoleLogin").asText()).isEqualTo("Success");
        assertThat(event.at("/additionalEventData/MFAUsed").asText()).isEqualTo("No");
        assertThat(event.path("sourceIPAddress").asText()).isEqualTo("203.0.113.7");
    }

    /** Has a session of a role look at subnets, and tells its key's id. */
    private String assume(String account, String trusted) {
        fake.iam().createUser(make -> make.userName("eve"));
        var key = fake.iam().createAccessKey(make -> make.userName("eve")).accessKey();
        fake.iam().createRole(make -> make.roleName("responder").assumeRolePolicyDocument(TRUST.formatted(trusted)));
        try (StsClient sts = sts(key.accessKeyId(), key.secretAccessKey())) {
            var session = sts.assumeRole(assume -> assume.roleArn("arn:aws:iam::" + account + ":role/responder")
                            .roleSessionName("case-7"))
                    .credentials();
            var credentials = AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
            try (Ec2Client ec2 = fake.configure(Ec2Client.builder())
                    .credentialsProvider(StaticCredentialsProvider.create(credentials))
                    .build()) {
                ec2.describeSubnets();
            }
            return session.accessKeyId();
        }
    }

    private StsClient sts(String id, String secret) {
        return fake.configure(StsClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .build();
    }
}
