package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

class UseCasesTest extends EnforcedCases {
    private static final String ADVISOR =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html";
    private static final String ANN = "arn:aws:iam::123456789012:user/ann";

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String job(String arn) {
        String job = root().generateServiceLastAccessedDetails(generate -> generate.arn(arn))
                .jobId();
        clock.advance(Duration.ofMinutes(1));
        return job;
    }

    private ServiceLastAccessed advised(String arn, String namespace) {
        GetServiceLastAccessedDetailsResponse report = root().getServiceLastAccessedDetails(get -> get.jobId(job(arn)));
        assertThat(report.jobStatus()).isEqualTo(JobStatusType.COMPLETED);
        return report.servicesLastAccessed().stream()
                .filter(service -> service.serviceNamespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @AwsFact(value = "Access Advisor tells when and in which Region a user last called a service", source = ADVISOR)
    void serviceLastAccessed_userCalled_isTold() {
        AwsCredentials ann = user("ann", EVERYTHING);
        Instant called = now();
        client(Ec2Client.builder(), ann).describeVpcs();

        clock.advance(Duration.ofHours(5));

        ServiceLastAccessed ec2 = advised(ANN, "ec2");
        assertThat(ec2.lastAuthenticated()).isEqualTo(called);
        assertThat(ec2.lastAuthenticatedEntity()).isEqualTo(ANN);
        assertThat(ec2.lastAuthenticatedRegion()).isEqualTo("eu-west-1");
        assertThat(ec2.totalAuthenticatedEntities()).isEqualTo(1);
        assertThat(advised(ANN, "kms").lastAuthenticated()).isNull();
    }

    @Test
    @AwsFact(value = "What happened in the last four hours is not in Access Advisor yet", source = ADVISOR)
    void serviceLastAccessed_calledJustNow_isNotTold() {
        AwsCredentials ann = user("ann", EVERYTHING);
        client(Ec2Client.builder(), ann).describeVpcs();

        assertThat(advised(ANN, "ec2").lastAuthenticated()).isNull();
    }

    @Test
    @AwsFact(value = "Attempts that were denied count as well", source = ADVISOR)
    void serviceLastAccessed_callDenied_isTold() {
        AwsCredentials ann = user("ann", allow("kms:ListAliases", "*"));
        assertThat(Refused.by(client(KmsClient.builder(), ann)::listKeys)).startsWith("AccessDenied");

        clock.advance(Duration.ofHours(5));

        assertThat(advised(ANN, "kms").lastAuthenticatedEntity()).isEqualTo(ANN);
    }

    @Test
    @AwsFact(
            value = "The sessions of a role count as its use, and GetRole tells of the last one",
            source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html")
    void roleLastUsed_sessionCalled_isTold() {
        AwsCredentials ann = user("ann", EVERYTHING);
        String role = role("web", ANN, EVERYTHING);
        assertThat(root().getRole(get -> get.roleName("web"))
                        .role()
                        .roleLastUsed()
                        .lastUsedDate())
                .isNull();
        AwsCredentials session = session(client(StsClient.builder(), ann)
                .assumeRole(assume -> assume.roleArn(role).roleSessionName("session"))
                .credentials());
        Instant called = now();

        client(Ec2Client.builder(), session).describeVpcs();

        var used = root().getRole(get -> get.roleName("web")).role().roleLastUsed();
        assertThat(used.lastUsedDate()).isEqualTo(called);
        assertThat(used.region()).isEqualTo("eu-west-1");
        clock.advance(Duration.ofHours(5));
        assertThat(advised(role, "ec2").lastAuthenticatedEntity()).isEqualTo(role);
        assertThat(advised(ANN, "ec2").lastAuthenticated()).isNull();
        assertThat(advised(ANN, "sts").lastAuthenticatedEntity()).isEqualTo(ANN);
    }

    @Test
    @AwsFact(
            value = "GetAccessKeyLastUsed tells of denied calls too, with service and Region",
            source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html")
    void accessKeyLastUsed_callDenied_isTold() {
        AwsCredentials ann = user("ann");
        Ec2Client ec2 = client(Ec2Client.builder().region(Region.EU_CENTRAL_1), ann);
        Instant called = now();
        assertThat(Refused.by(ec2::describeVpcs)).startsWith("UnauthorizedOperation: ");

        var used = root().getAccessKeyLastUsed(get -> get.accessKeyId(ann.accessKeyId()));

        assertThat(used.userName()).isEqualTo("ann");
        assertThat(used.accessKeyLastUsed().serviceName()).isEqualTo("ec2");
        assertThat(used.accessKeyLastUsed().lastUsedDate()).isEqualTo(called);
        assertThat(root().getAccessKeyLastUsed(
                                get -> get.accessKeyId(user("bob").accessKeyId()))
                        .accessKeyLastUsed()
                        .serviceName())
                .isEqualTo("N/A");
    }

    @Test
    @AwsFact(
            value = "Access Advisor tells which of the users of a policy called a service",
            source =
                    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html")
    void serviceLastAccessedWithEntities_ofPolicy_namesUsers() {
        AwsCredentials ann = user("ann");
        user("bob");
        String policy = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess";
        IamClient iam = root();
        iam.attachUserPolicy(attach -> attach.userName("ann").policyArn(policy));
        iam.attachUserPolicy(attach -> attach.userName("bob").policyArn(policy));
        client(Ec2Client.builder(), ann).describeVpcs();
        clock.advance(Duration.ofHours(5));

        var entities = iam.getServiceLastAccessedDetailsWithEntities(
                        get -> get.jobId(job(policy)).serviceNamespace("ec2"))
                .entityDetailsList();

        assertThat(entities).hasSize(2);
        assertThat(entities)
                .filteredOn(entity -> entity.lastAuthenticated() != null)
                .extracting(entity -> entity.entityInfo().name())
                .containsExactly("ann");
    }
}
