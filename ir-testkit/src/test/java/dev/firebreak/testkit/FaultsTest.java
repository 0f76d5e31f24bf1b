package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.fault.FaultTrigger;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Faults as SDK clients see them, through either door. */
@ParameterizedClass
@EnumSource(Door.class)
class FaultsTest {
    @Parameter
    Door door;

    final ManualClock clock = ManualClock.create();
    final FakeAws fake = FakeAws.builder().clock(clock).build();

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return door.connect(fake, builder)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** Over HTTP a client that does not wait for long. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C impatient(B builder) {
        door.connect(fake, builder);
        if (door == Door.HTTP) {
            builder.httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofMillis(300)));
        }
        return builder.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static void makeUser(IamClient iam) {
        iam.createUser(request -> request.userName("kim"));
    }

    private List<String> users() {
        return fake.iam().listUsers().users().stream().map(User::userName).toList();
    }

    @Test
    void timeOut_call_isReadTimeoutWithoutEffectAndMovesTheClock() {
        IamClient iam = impatient(IamClient.builder());
        fake.faults().on("iam", "CreateUser").nth(1).timeOut();
        Instant before = clock.instant();

        assertThatThrownBy(() -> makeUser(iam))
                .isInstanceOf(SdkClientException.class)
                .hasRootCauseInstanceOf(door == Door.HTTP ? SocketTimeoutException.class : RuntimeException.class)
                .hasStackTraceContaining("Read timed out");

        assertThat(users()).isEmpty();
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(30));
    }

    @Test
    void resetConnection_call_hasNoEffect() {
        IamClient iam = client(IamClient.builder());
        fake.faults().on("iam", "CreateUser").resetConnection();

        assertThatThrownBy(() -> makeUser(iam)).hasStackTraceContaining("Connection reset");

        assertThat(users()).isEmpty();
        assertThat(fake.calls()).anyMatch(call -> !call.answered());
    }

    @Test
    void dropBefore_call_hasNoAnswerAndNoEffect() {
        IamClient iam = client(IamClient.builder());
        fake.faults().on("iam", "CreateUser").dropBefore();

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> makeUser(iam))
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("Connection reset"));

        assertThat(users()).isEmpty();
    }

    @Test
    void cutBody_call_tookEffectAndCannotBeRead() {
        IamClient iam = client(IamClient.builder());
        fake.faults().on("iam", "CreateUser").cutBody();

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> makeUser(iam))
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("Premature end"));

        assertThat(users()).containsExactly("kim");
    }

    @Test
    void cutBody_asyncClient_fails() {
        try (IamAsyncClient iam = client(IamAsyncClient.builder())) {
            fake.faults().on("iam", "ListUsers").cutBody();

            assertThatThrownBy(() -> iam.listUsers().join()).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void slowBody_manualClock_movesTheClockAndAnswers() {
        IamClient iam = client(IamClient.builder());
        fake.faults().on("iam", "CreateUser").slowBody(Duration.ofMinutes(2));
        Instant before = clock.instant();

        makeUser(iam);

        assertThat(users()).containsExactly("kim");
        assertThat(clock.instant()).isEqualTo(before.plus(Duration.ofMinutes(2)));
    }

    @Test
    void slowBody_systemClock_arrivesLateAndWhole() {
        try (FakeAws real = FakeAws.create();
                IamClient iam = door.connect(real, IamClient.builder()).build()) {
            real.faults().on("iam", "CreateUser").slowBody(Duration.ofMillis(200));
            long begun = System.nanoTime();

            assertThat(iam.createUser(request -> request.userName("kim")).user().userName())
                    .isEqualTo("kim");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(140));
        }
    }

    @Test
    void partialPage_list_isHalfWithTokenForTheRest() {
        Ec2Client ec2 = client(Ec2Client.builder());
        IntStream.range(0, 4)
                .forEach(number -> ec2.createVpc(request -> request.cidrBlock("10." + number + ".0.0/16")));
        List<String> all = ec2.describeVpcs().vpcs().stream().map(Vpc::vpcId).toList();
        fake.faults().on("ec2", "DescribeVpcs").nth(1).partialPage();

        DescribeVpcsResponse first = ec2.describeVpcs();

        assertThat(first.vpcs()).hasSize(2);
        assertThat(first.nextToken()).isNotBlank();
        DescribeVpcsResponse rest = ec2.describeVpcs(request -> request.nextToken(first.nextToken()));
        assertThat(rest.vpcs()).hasSize(3);
        assertThat(rest.nextToken()).isNull();
        fake.faults().on("ec2", "DescribeVpcs").partialPage();
        assertThat(ec2.describeVpcsPaginator().vpcs()).extracting(Vpc::vpcId).containsExactlyElementsOf(all);
    }

    @Test
    void partialPage_secondPageOfTheService_isCutToo() {
        Ec2Client ec2 = client(Ec2Client.builder());
        IntStream.range(0, 11)
                .forEach(number -> ec2.createVpc(request -> request.cidrBlock("10." + number + ".0.0/16")));
        fake.faults().on("ec2", "DescribeVpcs").every(2).partialPage();

        assertThat(ec2.describeVpcsPaginator(request -> request.maxResults(5)).vpcs())
                .extracting(Vpc::vpcId)
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(fake.calls().stream().filter(call -> call.operation().equals("DescribeVpcs")))
                .hasSizeGreaterThan(3);
    }

    @Test
    void partialPage_callByIds_isAnsweredWhole() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        fake.faults().on("ec2", "DescribeVpcs").emptyPage();

        assertThat(ec2.describeVpcs(request -> request.vpcIds(vpc)).vpcs()).hasSize(1);
    }

    @Test
    void emptyPage_iamList_isTruncatedAndGoesOn() {
        IamClient iam = client(IamClient.builder());
        makeUser(iam);
        fake.faults().on("iam", "ListUsers").nth(1).emptyPage();

        var first = iam.listUsers();

        assertThat(first.users()).isEmpty();
        assertThat(first.isTruncated()).isTrue();
        assertThat(iam.listUsers(request -> request.marker(first.marker())).users())
                .extracting(User::userName)
                .containsExactly("kim");
    }

    @Test
    void emptyPage_s3List_goesOnByContinuationToken() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(request ->
                request.bucket("cut-pages").createBucketConfiguration(place -> place.locationConstraint("eu-west-1")));
        s3.putObject(
                request -> request.bucket("cut-pages").key("one"),
                software.amazon.awssdk.core.sync.RequestBody.fromString("1"));
        fake.faults().on("s3", "ListObjectsV2").nth(1).emptyPage();

        assertThat(s3.listObjectsV2Paginator(request -> request.bucket("cut-pages"))
                        .contents())
                .hasSize(1);
    }

    @Test
    void partialPage_operationWithoutPages_isRefusedAtOnce() {
        assertThatThrownBy(() -> fake.faults().on("sts", "GetCallerIdentity").partialPage())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sts GetCallerIdentity");
    }

    @Test
    void expireCredentials_inTheMiddle_everyServiceRefusesInItsOwnWords() {
        Ec2Client ec2 = client(Ec2Client.builder());
        IamClient iam = client(IamClient.builder());
        SsmClient ssm = client(SsmClient.builder());
        ec2.describeVpcs();
        fake.faults().on("ec2", "DescribeVpcs").nth(1).expireCredentials();

        assertThat(Refused.by(ec2::describeVpcs)).startsWith("RequestExpired: ");
        assertThat(Refused.by(iam::listUsers)).startsWith("ExpiredToken: ");
        assertThat(Refused.by(ssm::describeInstanceInformation)).startsWith("ExpiredTokenException: ");

        fake.faults().clear();
        assertThat(ec2.describeVpcs().vpcs()).isNotEmpty();
    }

    @Test
    void throttle_services_answerTheirOwnCodes() {
        List.of("ec2", "iam", "ssm", "s3")
                .forEach(service -> fake.faults().on(service).throttle());

        assertThat(Refused.by(client(Ec2Client.builder())::describeVpcs)).startsWith("RequestLimitExceeded: ");
        assertThat(Refused.by(client(IamClient.builder())::listUsers)).startsWith("Throttling: ");
        assertThat(Refused.by(client(S3Client.builder())::listBuckets)).startsWith("SlowDown: ");
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(client(SsmClient.builder())::describeInstanceInformation)
                .matches(AwsServiceException::isThrottlingException)
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException"));
    }

    private String outcomes(UnaryOperator<FaultTrigger> when) {
        IamClient iam = client(IamClient.builder());
        fake.faults().clear();
        when.apply(fake.faults().on("iam", "ListUsers")).serverError();
        return IntStream.range(0, 12).mapToObj(call -> fails(iam) ? "x" : ".").reduce("", String::concat);
    }

    private static boolean fails(IamClient iam) {
        try {
            iam.listUsers();
            return false;
        } catch (AwsServiceException failure) {
            return true;
        }
    }

    @Test
    void every_third_showsAtEveryThirdCall() {
        assertThat(outcomes(trigger -> trigger.every(3))).isEqualTo("..x..x..x..x");
    }

    @Test
    void probability_sameSeed_showsAtTheSameCalls() {
        String drawn = outcomes(trigger -> trigger.probability(0.5, 7));

        assertThat(drawn).contains("x").contains(".");
        assertThat(outcomes(trigger -> trigger.probability(0.5, 7))).isEqualTo(drawn);
        assertThat(outcomes(trigger -> trigger.probability(0.5, 8))).isNotEqualTo(drawn);
        assertThat(outcomes(trigger -> trigger.probability(1, 7))).isEqualTo("x".repeat(12));
    }

    @Test
    void on_contradiction_failsAtTheCall() {
        var trigger = fake.faults().on("iam", "ListUsers");

        assertThatThrownBy(() -> trigger.nth(2).first(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot set first(3) for iam ListUsers: nth(2) is set already");
        assertThatThrownBy(() -> trigger.probability(1.5, 1)).hasMessageContaining("Invalid probability: 1.5");
        assertThatThrownBy(() -> trigger.every(0)).hasMessageContaining("Invalid number of calls: 0");
        assertThatThrownBy(() -> trigger.slowBody(Duration.ZERO)).hasMessageContaining("Invalid duration: PT0S");
        assertThatThrownBy(() -> fake.faults().on("iam", "ListUser")).hasMessageContaining("iam ListUser");
        assertThatThrownBy(() -> fake.faults().on("ec3")).hasMessageContaining("ec3");
    }
}
