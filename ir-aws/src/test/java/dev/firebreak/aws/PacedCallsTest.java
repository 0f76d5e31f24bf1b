package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.TargetRef;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Cost;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import dev.firebreak.testkit.fault.FaultTrigger;
import dev.firebreak.testkit.quota.Quotas;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of the clients against a fake whose quotas hold; its clock is the real one, as that of the pace is. */
class PacedCallsTest {
    private static final String MODIFY = "ModifyNetworkInterfaceAttribute";
    private static final String DESCRIBE = "DescribeNetworkInterfaces";
    private static final TargetRef HERE = new TargetRef("aws", "123456789012", "eu-west-1", "ec2-instance", "i-1");

    private final FakeAws fake = FakeAws.create();
    private final AwsProvider provider = provider().build();

    private AwsProvider.Builder provider() {
        return AwsProvider.builder()
                .httpClient(fake.httpClient())
                .credentials(fake.credentials())
                .region(fake.region());
    }

    @AfterEach
    void close() {
        provider.close();
        fake.close();
    }

    private FaultTrigger onFirst(String service, String operation) {
        return fake.faults().on(service, operation).first(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RequestLimitExceeded",
                "Throttling",
                "ThrottlingException",
                "TooManyRequestsException",
                "SlowDown",
                "RequestThrottled",
                "EC2ThrottledException"
            })
    void answer_codeThatMeansThrottling_isLearnedFrom(String code) {
        onFirst("ec2", "DescribeVpcs").refuse(code, 503, "Too many");

        provider.clients().ec2(HERE).describeVpcs();

        assertThat(provider.pace().usage().throttled()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Unavailable, 503", "ServiceUnavailable, 503", "InternalError, 500"})
    void answer_otherErrorOfTheService_isNotLearnedFrom(String code, int status) {
        onFirst("ec2", "DescribeVpcs").refuse(code, status, "RequestLimitExceeded is not meant");

        provider.clients().ec2(HERE).describeVpcs();

        assertThat(provider.pace().usage().throttled()).isZero();
    }

    @Test
    void answer_throttlingOfIamAndAutoScalingWithStatus400_isLearnedFrom() {
        onFirst("iam", "ListRoles").throttle();
        onFirst("autoscaling", "DescribeAutoScalingGroups").throttle();

        provider.clients().iam(HERE).listRoles();
        provider.clients().autoScaling(HERE).describeAutoScalingGroups();

        assertThat(provider.pace().usage().throttled()).isEqualTo(2);
    }

    @Test
    void execute_quotasSetAsTheAccountHasThem_isNeverThrottled() {
        List<String> ids = Fleet.launch(fake, 12);
        fake.quotas(Quotas.none().bucket("ec2", MODIFY, 8, 8).bucket("ec2", DESCRIBE, 8, 20));
        try (AwsProvider told = provider()
                .requestQuotas(RequestQuota.of("ec2:" + MODIFY, 8, 8), RequestQuota.of("ec2:" + DESCRIBE, 8, 20))
                .build()) {
            assertThat(isolated(told, ids).isContained()).isTrue();
            assertThat(told.pace().usage().throttled()).isZero();
            assertThat(told.pace().usage().waited()).isPositive();
        }
    }

    @Test
    void execute_quotasBelowTheDocumentedOnes_areLearned() {
        List<String> ids = Fleet.launch(fake, 12);
        fake.quotas(Quotas.none().bucket("ec2", MODIFY, 6, 20));

        assertThat(isolated(provider, ids).isContained()).isTrue();
        assertThat(provider.pace().usage().throttled()).isPositive();
    }

    @Test
    void resume_allDoneAlready_givesBackWhatItPaid() {
        Containment containment = containment(provider);
        isolated(containment, Fleet.launch(fake, 12)).orThrow();
        int left = callsAtOnce();
        assertThat(left).isLessThan(100);

        containment.resume("IR-1").orThrow();

        assertThat(callsAtOnce()).isGreaterThanOrEqualTo(left);
    }

    /** How many calls could be made now. */
    private int callsAtOnce() {
        return (int) IntStream.rangeClosed(1, 100)
                .mapToObj(calls -> new Cost(Collections.nCopies(calls, "ec2:" + MODIFY), List.of()))
                .takeWhile(cost -> provider.pace().timeFor(HERE, cost).isZero())
                .count();
    }

    @Test
    void execute_unknownQuotasOfIam_areLearned() {
        List<String> roles = IntStream.range(0, 12).mapToObj(this::role).toList();
        fake.quotas(Quotas.none().bucket("iam", "PutRolePolicy", 4, 20));
        Containment containment = containment(provider);
        Containment.Draft draft = containment.incident("IR-1");
        for (String role : roles) {
            draft = draft.contain(Iam.role(role), Iam.revokeSessions());
        }

        assertThat(draft.plan().execute().isContained()).isTrue();
        assertThat(provider.pace().usage().throttled()).isPositive();
    }

    private String role(int number) {
        String name = "role-" + number;
        fake.iam()
                .createRole(
                        request -> request.roleName(name)
                                .assumeRolePolicyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                                + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
        return name;
    }

    private static ContainmentReport isolated(AwsProvider provider, List<String> ids) {
        return isolated(containment(provider), ids);
    }

    private static ContainmentReport isolated(Containment containment, List<String> ids) {
        Containment.Draft draft = containment.incident("IR-1");
        for (String id : ids) {
            draft = draft.contain(Ec2.instance(id), Ec2.isolateNetwork());
        }
        return draft.plan().execute();
    }

    private static Containment containment(AwsProvider provider) {
        return Containment.builder()
                .provider(provider)
                .journal(InMemoryJournal.create())
                .build();
    }
}
