package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.Fleet;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;

/** What goes wrong while interfaces are moved together into a group that lets everything through for a moment. */
class WaveTest {
    private static final int GROUPS_OF_A_REGION = 2_500;
    private static final int MOVES_OF_A_REGION = 60;
    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "ap-northeast-1",
            "ap-southeast-1",
            "sa-east-1",
            "ca-central-1",
            "ap-south-1",
            "ap-northeast-2",
            "ap-southeast-2",
            "ap-northeast-3",
            "eu-south-1");

    private static ContainmentPlan plan(Containment containment, Scene scene) {
        return containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.isolateNetwork())
                .plan();
    }

    private static List<String> moves(Rehearsal rehearsal) {
        return rehearsal.fake.calls().stream()
                .map(CallRecord::operation)
                .filter("ModifyNetworkInterfaceAttribute"::equals)
                .toList();
    }

    @Test
    void execute_nobodyMayCloseTheGroup_interfacesGoBack() {
        try (var rehearsal = new Rehearsal()) {
            var scene = new Scene(rehearsal);
            var groups = scene.groups();
            rehearsal
                    .fake
                    .faults()
                    .on("ec2", "ModifySecurityGroupRules")
                    .refuse("UnauthorizedOperation", 403, "You are not authorized to perform this operation.");

            ContainmentReport report = plan(rehearsal.containment(), scene).execute();

            assertThat(report.results())
                    .filteredOn(result -> result.step().kind().equals("aws.ec2.isolate-interface"))
                    .hasSize(2)
                    .allMatch(result -> result.status() == StepStatus.FAILED)
                    .allMatch(result -> result.message().contains("ec2:ModifySecurityGroupRules"));
            assertThat(scene.groups()).isEqualTo(groups);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void execute_answerOfAMoveLost_movesThatInterfaceAgainWithAnotherGroup(int which) {
        String attempts = System.getProperty("aws.maxAttempts");
        System.setProperty("aws.maxAttempts", "1");
        try (var rehearsal = new Rehearsal()) {
            var scene = new Scene(rehearsal);
            rehearsal
                    .fake
                    .faults()
                    .on("ec2", "ModifyNetworkInterfaceAttribute")
                    .nth(which)
                    .loseAnswer();

            ContainmentReport report = plan(rehearsal.containment(), scene).execute();

            assertThat(report.isContained()).as(report::describe).isTrue();
            assertThat(moves(rehearsal)).hasSize(3);
            assertThat(scene.quarantineGroups()).hasSize(2).allMatch(scene::isClosed);
        } finally {
            if (attempts == null) {
                System.clearProperty("aws.maxAttempts");
            } else {
                System.setProperty("aws.maxAttempts", attempts);
            }
        }
    }

    @Test
    void execute_interfaceMovedTooLate_doesNotHoldTheGroupOpen() {
        moveOneLate();
    }

    /** The token for its next move takes longer than a group may stand open. */
    @Test
    void execute_interfaceMovedTooLateAndQuotaUsedUp_waitsForTheQuotaBeforeItsGroupIsOpened() {
        moveOneLate(RequestQuota.of("ec2:ModifyNetworkInterfaceAttribute", 2, 0.25));
    }

    private static void moveOneLate(RequestQuota... quotas) {
        try (var rehearsal = new Rehearsal();
                AwsProvider provider = AwsProvider.builder()
                        .httpClient(rehearsal.fake.httpClient())
                        .credentials(rehearsal.fake.credentials())
                        .region(rehearsal.fake.region())
                        .requestQuotas(quotas)
                        .executionInterceptor(new LateMove())
                        .build()) {
            var scene = new Scene(rehearsal);

            ContainmentReport report = plan(rehearsal.containment(InMemoryJournal.create(), provider), scene)
                    .execute();

            assertThat(report.isContained()).as(report::describe).isTrue();
            assertThat(scene.quarantineGroups()).hasSize(2).allMatch(scene::isClosed);
            assertThat(moves(rehearsal)).hasSize(3);
        }
    }

    /** More would have to wait for processors and connections while their groups stand open. */
    @Test
    void execute_wavesOfManyRegions_moveNoMoreAtOnceThanProcessorsServe() {
        var moves = new SlowMoves();
        try (var rehearsal = new Rehearsal();
                AwsProvider provider = AwsProvider.builder()
                        .httpClient(rehearsal.fake.httpClient())
                        .credentials(rehearsal.fake.credentials())
                        .region(rehearsal.fake.region())
                        .executionInterceptor(moves)
                        .build()) {
            Containment.Draft draft =
                    rehearsal.containment(InMemoryJournal.create(), provider).incident("IR-1");
            for (String region : REGIONS) {
                for (String id :
                        Fleet.launch(rehearsal.fake.world(), rehearsal.fake.accountId(), region, MOVES_OF_A_REGION)) {
                    draft = draft.contain(Ec2.instance(id).inRegion(region), Ec2.isolateNetwork());
                }
            }

            ContainmentReport report = draft.plan().execute();

            assertThat(report.isContained()).as(report::describe).isTrue();
            assertThat(moves.most.get())
                    .isGreaterThan(MOVES_OF_A_REGION)
                    .isLessThanOrEqualTo(
                            Math.min(512, 128 * Runtime.getRuntime().availableProcessors()));
        }
    }

    @Test
    void execute_noFurtherGroupAllowed_putsTwoQuarantinesTogether() {
        try (var rehearsal = new Rehearsal()) {
            var scene = new Scene(rehearsal);
            Containment containment = rehearsal.containment();
            isolate(containment, scene.instance());
            isolate(containment, scene.instance(), Ec2.instance(scene.launch("second")));
            fillGroupQuota(scene);

            ContainmentReport report = isolate(
                    containment,
                    scene.instance(),
                    Ec2.instance(scene.launch("second")),
                    Ec2.instance(scene.launch("third")));

            assertThat(report.isContained()).as(report::describe).isTrue();
            assertThat(scene.quarantineGroups()).hasSize(2).allMatch(scene::isClosed);
            assertThat(report.release().isRestored()).isTrue();
            assertThat(scene.quarantineGroups()).isEmpty();
        }
    }

    private static ContainmentReport isolate(Containment containment, Ec2Instance... instances) {
        var draft = containment.incident("IR-1");
        for (Ec2Instance instance : instances) {
            draft = draft.contain(instance, Ec2.isolateNetwork());
        }
        return draft.plan().execute();
    }

    private static void fillGroupQuota(Scene scene) {
        int there = scene.ec2.describeSecurityGroups().securityGroups().size();
        for (int group = there; group < GROUPS_OF_A_REGION; group++) {
            String name = "other-" + group;
            scene.ec2.createSecurityGroup(
                    request -> request.vpcId(scene.vpc).groupName(name).description("other"));
        }
    }

    /** Counts the moves that are under way, each of which lasts a while. */
    private static final class SlowMoves implements ExecutionInterceptor {
        final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof ModifyNetworkInterfaceAttributeRequest) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
            }
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof ModifyNetworkInterfaceAttributeRequest) {
                underWay.decrementAndGet();
            }
        }
    }

    /** Holds the first move up until the group is being closed. */
    private static final class LateMove implements ExecutionInterceptor {
        private final AtomicBoolean first = new AtomicBoolean(true);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof ModifyNetworkInterfaceAttributeRequest && first.getAndSet(false)) {
                awaitClosed();
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            SdkRequest request = context.request();
            if (request instanceof ModifySecurityGroupRulesRequest) {
                closed.countDown();
            }
        }

        private void awaitClosed() {
            try {
                assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
