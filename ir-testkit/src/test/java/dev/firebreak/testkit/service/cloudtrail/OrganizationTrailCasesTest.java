package dev.firebreak.testkit.service.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;

class OrganizationTrailCasesTest extends TrailCases {
    private static final String GUIDE =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html";
    private static final String CREATE =
            "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html";

    private String organization = "";

    @Test
    @AwsFact(value = "An organization trail needs an organization that trusts CloudTrail", source = CREATE)
    void createTrail_organizationWithoutTrust_isRefused() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> create(trail))).startsWith("OrganizationsNotInUseException");
        client(OrganizationsClient.builder()).createOrganization(make -> {});
        assertThat(Refused.by(() -> create(trail))).startsWith("CloudTrailAccessNotEnabledException");
    }

    @Test
    @AwsFact(value = "An organization trail logs the members under the id of the organization", source = GUIDE)
    void createTrail_organization_deliversTheEventsOfMembers() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        String member = member();
        String arn = create(cloudTrail());
        cloudTrail().startLogging(start -> start.name(arn));

        client(Ec2Client.builder(), member).createKeyPair(key -> key.keyName("mine"));
        clock.advance(Duration.ofMinutes(30));
        cloudTrail().describeTrails();

        var keys = keys(s3, "logs-1", "AWSLogs/" + organization + "/" + member + "/CloudTrail/eu-west-1/");
        assertThat(keys).isNotEmpty();
        assertThat(new String(unzipped(content(s3, "logs-1", keys.get(0))), StandardCharsets.UTF_8))
                .contains("CreateKeyPair", member);
    }

    @Test
    @AwsFact(value = "Members see an organization trail and cannot change it", source = GUIDE)
    void stopLogging_member_isRefused() {
        bucket(client(S3Client.builder()), "logs-1");
        String member = member();
        String arn = create(cloudTrail());
        CloudTrailClient theirs = client(CloudTrailClient.builder(), member);

        assertThat(theirs.describeTrails().trailList()).singleElement().satisfies(trail -> {
            assertThat(trail.trailARN()).isEqualTo(arn);
            assertThat(trail.isOrganizationTrail()).isTrue();
        });
        assertThat(theirs.describeTrails(query -> query.includeShadowTrails(false))
                        .trailList())
                .isEmpty();
        assertThat(Refused.by(() -> theirs.stopLogging(stop -> stop.name(arn))))
                .startsWith("NotOrganizationMasterAccountException");
        assertThat(Refused.by(() -> theirs.deleteTrail(delete -> delete.name(arn))))
                .startsWith("NotOrganizationMasterAccountException");
        assertThat(Refused.by(() -> create(theirs))).startsWith("NotOrganizationMasterAccountException");
        assertThat(Refused.by(() -> theirs.getTrailStatus(get -> get.name("everywhere"))))
                .startsWith("TrailNotFoundException");
        assertThat(theirs.getTrailStatus(get -> get.name(arn)).isLogging()).isFalse();
    }

    @Test
    @AwsFact(value = "The bucket's policy must let the organization's files in", source = GUIDE)
    void createTrail_policyForTheAccountOnly_isRefused() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        s3.putBucketPolicy(put -> put.bucket("logs-1")
                .policy(POLICY.formatted("logs-1").replace("logs-1/*", "logs-1/AWSLogs/123456789012/*")));
        member();

        assertThat(Refused.by(() -> create(cloudTrail()))).startsWith("InsufficientS3BucketPolicyException");
    }

    private static String create(CloudTrailClient trail) {
        return trail.createTrail(
                        make -> make.name("everywhere").s3BucketName("logs-1").isOrganizationTrail(true))
                .trailARN();
    }

    /** A member of an organization that trusts CloudTrail. */
    private String member() {
        OrganizationsClient organizations = client(OrganizationsClient.builder());
        organization =
                organizations.createOrganization(make -> {}).organization().id();
        organizations.enableAWSServiceAccess(trust -> trust.servicePrincipal("cloudtrail.amazonaws.com"));
        String requested = organizations
                .createAccount(account -> account.accountName("shop").email("shop@example.com"))
                .createAccountStatus()
                .id();
        clock.advance(Duration.ofMinutes(1));
        return organizations
                .describeCreateAccountStatus(query -> query.createAccountRequestId(requested))
                .createAccountStatus()
                .accountId();
    }
}
