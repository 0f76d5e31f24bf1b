package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.ReleaseReport;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class IsolateNetworkTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final Scene scene = new Scene(rehearsal);

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentPlan plan(String incident) {
        return plan(rehearsal.containment(), incident);
    }

    private ContainmentPlan plan(Containment containment, String incident) {
        return containment
                .incident(incident)
                .contain(scene.instance(), Ec2.isolateNetwork())
                .plan();
    }

    private static StepResult result(ContainmentReport report, String kind) {
        return report.results().stream()
                .filter(result -> result.step().kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void execute_twoInterfaces_areInOneGroupThatLetsNothingThrough() {
        ContainmentReport report = plan("IR-1").execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        SecurityGroup quarantine = scene.quarantineGroups().get(0);
        assertThat(scene.isClosed(quarantine)).isTrue();
        assertThat(scene.groups()).hasSize(2);
        assertThat(scene.groups().values()).allMatch(List.of(quarantine.groupId())::equals);
    }

    @Test
    void execute_interfaces_goIntoTheGroupWhileItLetsEverythingThrough() {
        ContainmentPlan plan = plan("IR-1");
        rehearsal.fake.clearCalls();

        plan.execute();

        assertThat(rehearsal.fake.calls().stream()
                        .map(CallRecord::operation)
                        .filter(operation -> operation.matches("(Create|Authorize|Revoke|Modify)\\w+")))
                .containsExactly(
                        "CreateSecurityGroup",
                        "AuthorizeSecurityGroupIngress",
                        "ModifyNetworkInterfaceAttribute",
                        "ModifyNetworkInterfaceAttribute",
                        "ModifySecurityGroupRules");
    }

    @Test
    void plan_interfaces_saysFromWhatToWhatAndWhatSurvives() {
        Step step = plan("IR-1").plan().steps().stream()
                .filter(each -> each.resource().id().equals(scene.second))
                .findFirst()
                .orElseThrow();

        assertThat(step.summary())
                .isEqualTo("Move interface " + scene.second + " of " + scene.id + " from " + scene.web
                        + " into quarantine in " + scene.vpc);
        assertThat(step.notes()).anyMatch(note -> note.contains("NAT gateway")).anyMatch(note -> note.contains("DNS"));
    }

    @Test
    void release_afterwards_restoresTheWorld() {
        JsonNode before = rehearsal.fake.snapshot();

        ReleaseReport release = plan("IR-1").execute().release();

        assertThat(release.isRestored()).as(release::describe).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void execute_quarantineGroupOpenedBySomebody_goesIntoAnotherAndStaysThere() {
        plan("IR-1").execute();
        String opened = scene.quarantineGroups().get(0).groupId();
        scene.ec2.authorizeSecurityGroupEgress(
                request -> request.groupId(opened).ipPermissions(Scene.everything()));

        ContainmentReport second = plan("IR-2").execute();

        assertThat(second.isContained()).as(second::describe).isTrue();
        assertThat(scene.groups().values()).noneMatch(List.of(opened)::equals);
        assertThat(second.release().results())
                .filteredOn(result -> result.step().kind().equals("aws.ec2.isolate-interface"))
                .hasSize(2)
                .allMatch(result -> result.status() == StepStatus.KEPT)
                .allMatch(result -> result.message().contains(opened + ", which somebody had opened"));
        assertThat(scene.groups().values()).noneMatch(List.of(opened)::equals);
    }

    @Test
    void resume_groupLeftOpenByARunThatDied_isClosed() {
        var journal = InMemoryJournal.create();
        rehearsal.fake.faults().on("ec2", "ModifySecurityGroupRules").always().resetConnection();
        plan(rehearsal.containment(journal), "IR-1").execute();
        assertThat(scene.quarantineGroups()).isNotEmpty().noneMatch(scene::isClosed);
        rehearsal.fake.faults().clear();

        ContainmentReport resumed = rehearsal.containment(journal).resume("IR-1");

        assertThat(resumed.isContained()).as(resumed::describe).isTrue();
        assertThat(scene.quarantineGroups()).allMatch(scene::isClosed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void release_interfacesThatAnotherIncidentHadLeftInAnOpenGroup_areBackWhenBothAreReleased(boolean secondFirst) {
        JsonNode before = rehearsal.fake.snapshot();
        var journal = InMemoryJournal.create();
        rehearsal.fake.faults().on("ec2", "ModifySecurityGroupRules").always().resetConnection();
        plan(rehearsal.containment(journal), "IR-1").execute();
        rehearsal.fake.faults().clear();
        ContainmentReport second = plan("IR-2").execute();
        assertThat(second.isContained()).as(second::describe).isTrue();

        if (secondFirst) {
            second.release();
            assertThat(scene.groups().values()).allMatch(groups -> groups.size() == 1 && !groups.contains(scene.web));
        }
        ReleaseReport first = rehearsal.containment(journal).release("IR-1");
        ReleaseReport last = second.release();

        assertThat(first.isRestored()).as(first::describe).isTrue();
        assertThat(last.isRestored()).as(last::describe).isTrue();
        assertThat(last.results()).extracting(StepResult::status).containsOnly(StepStatus.REVERTED);
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateSecurityGroup",
                "AuthorizeSecurityGroupIngress",
                "ModifyNetworkInterfaceAttribute",
                "ModifySecurityGroupRules"
            })
    void execute_answerLost_endsTheSame(String operation) {
        JsonNode before = rehearsal.fake.snapshot();
        rehearsal.fake.faults().on("ec2", operation).nth(1).loseAnswer();

        ContainmentReport report = plan("IR-1").execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(scene.quarantineGroups()).hasSize(1);
        rehearsal.fake.faults().clear();
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void release_answerOfDeletionLost_isRestored() {
        ContainmentReport report = plan("IR-1").execute();
        rehearsal.fake.faults().on("ec2", "DeleteSecurityGroup").nth(1).loseAnswer();

        assertThat(report.release().isRestored()).isTrue();
    }

    @Test
    void release_quarantineGroupInUseByAnotherIncident_isKept() {
        ContainmentReport report = plan("IR-1").execute();
        String quarantine = scene.quarantineGroups().get(0).groupId();
        scene.ec2.createNetworkInterface(
                request -> request.subnetId(scene.subnet).groups(quarantine));

        ReleaseReport release = report.release();

        assertThat(release.isRestored()).as(release::describe).isTrue();
        assertThat(release.results())
                .filteredOn(result -> result.status() == StepStatus.KEPT)
                .singleElement()
                .satisfies(result -> assertThat(result.message()).contains("DependencyViolation"));
    }

    @Test
    void execute_interfaceAttachedMeanwhile_failsTheCheck() {
        ContainmentPlan plan = plan("IR-1");
        scene.attach(2, scene.web);

        ContainmentReport report = plan.execute();

        assertThat(report.isContained()).isFalse();
        assertThat(result(report, "aws.ec2.check-isolation").status()).isEqualTo(StepStatus.FAILED);
    }

    @Test
    void execute_denied_changesNothingAndNamesTheStatement() {
        JsonNode before = rehearsal.fake.snapshot();
        rehearsal
                .fake
                .faults()
                .on("ec2", "CreateSecurityGroup")
                .refuse(
                        "UnauthorizedOperation",
                        403,
                        "You are not authorized to perform this operation. Encoded authorization failure message: abc");

        ContainmentReport report = plan("IR-1").execute();

        assertThat(result(report, "aws.ec2.isolate-interface").message())
                .contains("not authorized for ec2:CreateSecurityGroup")
                .contains("\"Action\":\"ec2:CreateSecurityGroup\"")
                .doesNotContain("abc");
        assertThat(result(report, "aws.ec2.check-isolation").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void release_crashedWhereAnotherIncidentHadIsolatedBefore_restores() {
        plan("IR-0").execute();
        var journal = InMemoryJournal.create();
        plan(rehearsal.containment(journal), "IR-1").execute();

        assertThat(rehearsal.containment(journal).release("IR-1").isRestored()).isTrue();
    }

    @Test
    void plan_noSuchInstance_isRejectedClearly() {
        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .contain(Ec2.instance("i-0123456789abcdef0"), Ec2.isolateNetwork())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan for instance i-0123456789abcdef0: there is no such instance (account"
                        + " 123456789012, Region eu-west-1)");
    }

    @Test
    void plan_someNotThere_namesThemAll() {
        List<Ec2Instance> named = List.of(
                Ec2.instance("i-0123456789abcdef0"),
                scene.instance(),
                Ec2.instance("i-0123456789abcdef1"),
                Ec2.instance("i-0123456789abcdef2"));

        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .containAll(context -> named, Ec2.isolateNetwork(), Ec2.tag())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan for instance i-0123456789abcdef0: there is no such instance (account"
                        + " 123456789012, Region eu-west-1); nor for 2 more targets: i-0123456789abcdef1,"
                        + " i-0123456789abcdef2");
    }

    @Test
    void plan_terminatedInstance_isRejected() {
        scene.ec2.terminateInstances(request -> request.instanceIds(scene.id));

        assertThatThrownBy(() -> plan("IR-1"))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("nothing left to contain");
    }
}
