package dev.firebreak.testkit.service.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

class LookupEventsCasesTest extends TrailCases {
    private static final String LOOKUP =
            "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html";
    private static final String HOW =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html";
    private static final String HISTORY =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html";

    @Test
    @AwsFact(value = "CloudTrail delivers an event an average of about five minutes after the call", source = HOW)
    void lookupEvents_justCalled_comesLater() {
        CloudTrailClient trail = cloudTrail();
        client(Ec2Client.builder()).describeVpcs();

        assertThat(named(trail, "DescribeVpcs")).isEmpty();
        clock.advance(LAG);
        assertThat(named(trail, "DescribeVpcs")).hasSize(1);
    }

    @Test
    @AwsFact(value = "The events that match come with the latest first", source = LOOKUP)
    void lookupEvents_twoCalls_newestFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        ec2.describeVpcs();
        clock.advance(Duration.ofSeconds(10));
        ec2.describeSubnets();
        clock.advance(LAG);

        assertThat(cloudTrail().lookupEvents(lookup -> lookup.maxResults(2)).events())
                .extracting(Event::eventName)
                .containsExactly("DescribeSubnets", "DescribeVpcs");
    }

    @Test
    @AwsFact(value = "A page has at most 50 events, and a token leads to the next one", source = LOOKUP)
    void lookupEvents_manyEvents_pages() {
        Ec2Client ec2 = client(Ec2Client.builder());
        for (int call = 0; call < 60; call++) {
            ec2.describeVpcs();
        }
        clock.advance(LAG);
        CloudTrailClient trail = cloudTrail();

        var first = trail.lookupEvents(lookup -> {});
        var second = trail.lookupEvents(lookup -> lookup.nextToken(first.nextToken()));

        assertThat(first.events()).hasSize(50);
        assertThat(second.events()).hasSize(10);
        assertThat(second.nextToken()).isNull();
        assertThat(second.events()).doesNotContainAnyElementsOf(first.events());
    }

    @Test
    @AwsFact(value = "A token is good only with the parameters of the first call", source = LOOKUP)
    void lookupEvents_tokenOfAnotherSearch_isRefused() {
        Ec2Client ec2 = client(Ec2Client.builder());
        ec2.describeVpcs();
        ec2.describeVpcs();
        clock.advance(LAG);
        CloudTrailClient trail = cloudTrail();
        String token = trail.lookupEvents(lookup -> lookup.maxResults(1)).nextToken();

        String refusal = Refused.by(
                () -> trail.lookupEvents(lookup -> lookup.nextToken(token).startTime(Instant.EPOCH)));

        assertThat(refusal).startsWith("InvalidNextTokenException");
    }

    @Test
    @AwsFact(value = "A page of more than 50 events cannot be asked for", source = LOOKUP)
    void lookupEvents_tooMany_isRefused() {
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> trail.lookupEvents(lookup -> lookup.maxResults(51))))
                .startsWith("InvalidMaxResultsException");
    }

    @Test
    @AwsFact(value = "A lookup takes one attribute only", source = LOOKUP)
    void lookupEvents_twoAttributes_isRefused() {
        CloudTrailClient trail = cloudTrail();

        String refusal = Refused.by(() -> trail.lookupEvents(lookup -> lookup.lookupAttributes(
                by(LookupAttributeKey.USERNAME, "root"), by(LookupAttributeKey.READ_ONLY, "true"))));

        assertThat(refusal).startsWith("InvalidLookupAttributesException");
    }

    @Test
    @AwsFact(value = "A start time after the end time is refused", source = LOOKUP)
    void lookupEvents_backwards_isRefused() {
        CloudTrailClient trail = cloudTrail();
        Instant now = clock.instant();

        String refusal = Refused.by(
                () -> trail.lookupEvents(lookup -> lookup.startTime(now).endTime(now.minusSeconds(1))));

        assertThat(refusal).startsWith("InvalidTimeRangeException");
    }

    @Test
    @AwsFact(value = "An event is found by the name of the resource that it acts on", source = LOOKUP)
    void lookupEvents_byResource_findsWhatConcernsIt() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = ec2.createSecurityGroup(make -> make.groupName("web")
                        .description("web")
                        .vpcId(ec2.describeVpcs().vpcs().get(0).vpcId()))
                .groupId();
        clock.advance(LAG);

        var events = cloudTrail()
                .lookupEvents(lookup -> lookup.lookupAttributes(by(LookupAttributeKey.RESOURCE_NAME, group)))
                .events();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.eventName()).isEqualTo("CreateSecurityGroup");
            assertThat(event.resources())
                    .anySatisfy(resource -> assertThat(resource.resourceType()).isEqualTo("AWS::EC2::SecurityGroup"));
        });
    }

    @Test
    @AwsFact(value = "An event is found by the access key that signed", source = LOOKUP)
    void lookupEvents_byAccessKey_findsWhatItSigned() {
        client(Ec2Client.builder()).describeVpcs();
        clock.advance(LAG);
        CloudTrailClient trail = cloudTrail();
        String key = fake.credentials().resolveCredentials().accessKeyId();

        var own = trail.lookupEvents(lookup -> lookup.lookupAttributes(by(LookupAttributeKey.ACCESS_KEY_ID, key)));
        var other = trail.lookupEvents(
                lookup -> lookup.lookupAttributes(by(LookupAttributeKey.ACCESS_KEY_ID, "AKIAOTHER")));

        assertThat(own.events()).extracting(Event::eventName).contains("DescribeVpcs");
        assertThat(other.events()).isEmpty();
    }

    @Test
    @AwsFact(value = "The event history holds the management events of the last 90 days", source = HISTORY)
    void lookupEvents_afterNinetyDays_isForgotten() {
        client(Ec2Client.builder()).describeVpcs();
        clock.advance(Duration.ofDays(91));

        assertThat(named(cloudTrail(), "DescribeVpcs")).isEmpty();
    }

    @Test
    @AwsFact(value = "The event history does not show data events", source = HISTORY)
    void lookupEvents_objectRead_isNotThere() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "data");
        s3.putObject(put -> put.bucket("data").key("a"), RequestBody.fromString("a"));
        clock.advance(LAG);
        CloudTrailClient trail = cloudTrail();

        assertThat(named(trail, "CreateBucket")).hasSize(1);
        assertThat(named(trail, "PutObject")).isEmpty();
    }

    @Test
    @AwsFact(value = "The event history of a Region shows the events of that Region only", source = HISTORY)
    void lookupEvents_globalService_isInVirginia() {
        fake.iam().createUser(make -> make.userName("eve"));
        clock.advance(LAG);

        assertThat(named(cloudTrail(), "CreateUser")).isEmpty();
        assertThat(event("us-east-1", "CreateUser").path("awsRegion").asText()).isEqualTo("us-east-1");
    }
}
