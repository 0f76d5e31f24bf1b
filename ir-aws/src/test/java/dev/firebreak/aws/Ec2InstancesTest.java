package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

class Ec2InstancesTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final Estate estate = Estate.in(rehearsal.fake);

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private String launch(InstanceSpec spec) {
        return estate.launch(spec).id();
    }

    private String tagged(String value) {
        return launch(InstanceSpec.named("x").tag("team", value));
    }

    private ContainmentPlan plan(Ec2Instances... queries) {
        var draft = rehearsal.containment().incident("IR-1");
        for (Ec2Instances query : queries) {
            draft = draft.containAll(query, Ec2.protectFromTermination());
        }
        return draft.plan();
    }

    private List<String> found(Ec2Instances query) {
        return targets(plan(query).plan());
    }

    private static List<String> targets(Plan plan) {
        return plan.steps().stream()
                .map(Step::target)
                .map(TargetRef::id)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void instancesTagged_keyAndValue_findsThoseWithBoth() {
        String web = tagged("web");
        tagged("db");
        launch(InstanceSpec.named("x").tag("TEAM", "web"));

        assertThat(found(Ec2.instancesTagged("team", "web"))).containsExactly(web);
    }

    @ParameterizedTest
    @CsvSource({"w*,web", "w?b,web", "*,web", "w\\*b,w*b", "w\\eb,web"})
    void instancesTagged_wildcards_standForThemselves(String value, String other) {
        tagged(other);
        String literal = tagged(value);

        assertThat(found(Ec2.instancesTagged("team", value))).containsExactly(literal);
    }

    @Test
    void instancesTagged_emptyValue_findsTheEmptyValueOnly() {
        String empty = tagged("");
        tagged("web");

        assertThat(found(Ec2.instancesTagged("team", ""))).containsExactly(empty);
    }

    @Test
    void instancesInAutoScalingGroup_findsItsMembers() {
        String member = launch(InstanceSpec.named("x").inAutoScalingGroup("web"));
        launch(InstanceSpec.named("y").inAutoScalingGroup("web-2"));
        launch(InstanceSpec.named("z").tag("aws-autoscaling", "web"));

        assertThat(found(Ec2.instancesInAutoScalingGroup("web"))).containsExactly(member);
    }

    @Test
    void instancesInAutoScalingGroup_thatIsNotThere_isRejected() {
        assertThatThrownBy(() -> plan(Ec2.instancesInAutoScalingGroup("web*")))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageStartingWith("Cannot find instances in Auto Scaling group 'web*': there is no such group");
    }

    @Test
    void instancesInVpc_findsThoseWithAnInterfaceThere() {
        var scene = new Scene(rehearsal);
        launch(InstanceSpec.named("elsewhere"));

        assertThat(found(Ec2.instancesInVpc(scene.vpc))).containsExactly(scene.id);
    }

    @Test
    void instancesWithProfile_nameWithoutItsPath_findsThoseWithThatNameOnly() {
        var scene = new Scene(rehearsal);
        launch(InstanceSpec.named("x").profile("other-web-profile"));

        assertThat(found(Ec2.instancesWithProfile("web-profile"))).containsExactly(scene.id);
    }

    @Test
    void instancesFromImage_findsWhatWasLaunchedFromIt() {
        String web = launch(InstanceSpec.named("x"));
        String image = estate.describe(web).imageId();
        String own = rehearsal
                .fake
                .ec2()
                .createImage(request -> request.instanceId(web).name("own"))
                .imageId();

        assertThat(found(Ec2.instancesFromImage(image))).containsExactly(web);
        assertThat(found(Ec2.instancesFromImage(own))).isEmpty();
    }

    @Test
    void find_terminatedAndStopped_leavesOutWhatIsGone() {
        String gone = tagged("web");
        String stopped = tagged("web");
        rehearsal.fake.ec2().terminateInstances(request -> request.instanceIds(gone));
        rehearsal.fake.ec2().stopInstances(request -> request.instanceIds(stopped));

        assertThat(found(Ec2.instancesTagged("team", "web"))).containsExactly(stopped);
    }

    @Test
    void find_nothing_isAPlanThatWarns() {
        Plan plan = plan(Ec2.instancesTagged("team", "wbe")).plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.warnings())
                .containsExactly("There are no instances tagged 'team' = 'wbe': nothing is planned for them");
    }

    @Test
    void plan_overlappingQueriesAndOneByName_hasEachStepOnce() {
        String web = launch(InstanceSpec.named("x").tag("team", "web").inAutoScalingGroup("web"));
        var draft = rehearsal.containment().incident("IR-1");

        Plan overlapping = draft.containAll(Ec2.instancesTagged("team", "web"), Ec2.isolateNetwork())
                .containAll(Ec2.instancesInAutoScalingGroup("web"), Ec2.isolateNetwork())
                .contain(Ec2.instance(web), Ec2.isolateNetwork())
                .plan()
                .plan();

        assertThat(overlapping.steps())
                .isEqualTo(draft.contain(Ec2.instance(web), Ec2.isolateNetwork())
                        .plan()
                        .plan()
                        .steps());
    }

    @Test
    void execute_instanceThatJoinedLater_isNotTouched() {
        String first = tagged("web");
        ContainmentPlan plan = plan(Ec2.instancesTagged("team", "web"));
        String later = tagged("web");

        plan.execute().orThrow();

        assertThat(plan.toJson()).contains("ec2-instance/" + first).doesNotContain(later);
        assertThat(isProtected(first)).isTrue();
        assertThat(isProtected(later)).isFalse();
    }

    private boolean isProtected(String id) {
        return rehearsal
                .fake
                .ec2()
                .describeInstanceAttribute(request -> request.instanceId(id).attribute("disableApiTermination"))
                .disableApiTermination()
                .value();
    }

    @Test
    void inRegionAndAccount_elsewhere_searchesThere() {
        tagged("web");
        String there = Estate.in(rehearsal.fake.world(), rehearsal.fake.accountId(), "us-west-2")
                .launch(InstanceSpec.named("x").tag("team", "web"))
                .id();
        Ec2Instances query = Ec2.instancesTagged("team", "web").inRegion("us-west-2");

        assertThat(found(query)).containsExactly(there);
        assertThat(query).hasToString("instances tagged 'team' = 'web' in us-west-2");
        assertThatThrownBy(() -> plan(query.inAccount("999999999999")))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("it is in account 999999999999");
    }

    @Test
    void find_twice_asksOnceInPagesByFilter() {
        tagged("web");
        var requests = new Requests();
        try (AwsProvider provider = AwsProvider.builder()
                .httpClient(rehearsal.fake.httpClient())
                .credentials(rehearsal.fake.credentials())
                .region(rehearsal.fake.region())
                .executionInterceptor(requests)
                .build()) {
            Ec2Instances query = Ec2.instancesTagged("team", "web");
            rehearsal
                    .containment(InMemoryJournal.create(), provider)
                    .incident("IR-1")
                    .containAll(query, Ec2.tag())
                    .containAll(query, Ec2.tag())
                    .plan();
        }

        assertThat(requests.seen)
                .filteredOn(request -> request.filters().stream()
                        .anyMatch(filter -> filter.name().equals("tag:team")))
                .hasSize(1);
        assertThat(requests.seen).allMatch(request -> request.maxResults() != null && request.hasFilters());
    }

    private static final class Requests implements ExecutionInterceptor {
        private final Queue<DescribeInstancesRequest> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof DescribeInstancesRequest request) {
                seen.add(request);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vpc-1", "vpc-*", "vpc-0123456g", "i-01234567"})
    void instancesInVpc_idOfAnotherForm_isRefused(String id) {
        assertThatThrownBy(() -> Ec2.instancesInVpc(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid VPC id: '" + id + "' (must be");
    }

    @Test
    void queries_badNames_areRefused() {
        assertThatThrownBy(() -> Ec2.instancesTagged("", "x")).hasMessageContaining("must be 1 to 128 characters");
        assertThatThrownBy(() -> Ec2.instancesTagged("k", "x".repeat(257))).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> Ec2.instancesInAutoScalingGroup("")).hasMessageContaining("must be 1 to 255");
        assertThatThrownBy(() -> Ec2.instancesWithProfile("/web/*")).hasMessageContaining("without its path or ARN");
        assertThatThrownBy(() -> Ec2.instancesFromImage("ami-x")).hasMessageContaining("must be ami-");
    }
}
