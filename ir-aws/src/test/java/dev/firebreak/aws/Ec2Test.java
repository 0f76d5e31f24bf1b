package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Action;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.contract.InterruptedJournal;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Tag;

class Ec2Test {
    private final Rehearsal rehearsal = new Rehearsal();
    private final Scene scene = new Scene(rehearsal);

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentPlan plan(Action<Ec2Instance> action) {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(scene.instance(), action)
                .plan();
    }

    private static List<String> kinds(ContainmentPlan plan) {
        return plan.plan().steps().stream().map(Step::kind).toList();
    }

    @Test
    void revokeInstanceRole_profileWithPath_revokesTheRoleInsideIt() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Ec2.revokeInstanceRole()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal
                        .fake
                        .iam()
                        .getRolePolicy(
                                request -> request.roleName("web-role").policyName("FirebreakRevokeOlderSessions-IR-1"))
                        .policyDocument())
                .contains("2026-01-15T09%3A00%3A30Z");
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void revokeInstanceRole_otherInstanceWithTheProfile_isNoted() {
        String other = scene.launch("second");

        assertThat(plan(Ec2.revokeInstanceRole()).plan().steps().get(1).notes()).anyMatch(note -> note.contains(other));
    }

    @Test
    void revokeInstanceRole_secondPlanLater_revokesTheSessionsSince() {
        var journal = InMemoryJournal.create();
        var containment = rehearsal.containment(journal);
        containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.revokeInstanceRole())
                .plan()
                .execute();
        scene.ec2.associateIamInstanceProfile(
                request -> request.instanceId(scene.id).iamInstanceProfile(profile -> profile.name("web-profile")));
        rehearsal.clock.advance(Duration.ofHours(1));

        containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.revokeInstanceRole())
                .plan()
                .execute();

        assertThat(rehearsal
                        .fake
                        .iam()
                        .getRolePolicy(
                                request -> request.roleName("web-role").policyName("FirebreakRevokeOlderSessions-IR-1"))
                        .policyDocument())
                .contains("2026-01-15T10");
    }

    @Test
    void revokeInstanceRole_profileCannotBeRemoved_leavesTheSessionsForTheNextRun() {
        rehearsal
                .fake
                .faults()
                .on("ec2", "DisassociateIamInstanceProfile")
                .nth(1)
                .refuse("UnauthorizedOperation", 403, "You are not authorized to perform this operation.");
        ContainmentPlan plan = plan(Ec2.revokeInstanceRole());

        assertThat(plan.execute().results())
                .extracting(StepResult::status)
                .containsExactly(StepStatus.FAILED, StepStatus.SKIPPED);
        assertThat(plan.execute().isContained()).isTrue();
    }

    @Test
    void revokeInstanceRole_noProfile_hasNoSteps() {
        String association = scene.ec2
                .describeIamInstanceProfileAssociations()
                .iamInstanceProfileAssociations()
                .get(0)
                .associationId();
        scene.ec2.disassociateIamInstanceProfile(request -> request.associationId(association));

        assertThat(plan(Ec2.revokeInstanceRole()).plan().steps()).isEmpty();
    }

    @Test
    void protectFromTermination_released_isAsBefore() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Ec2.protectFromTermination()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal.fake.snapshot()).isNotEqualTo(before);
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"CreateSnapshots, true", "CreateImage, false"})
    void evidence_answerLost_isMadeOnce(String operation, boolean snapshots) {
        rehearsal.fake.faults().on("ec2", operation).nth(1).loseAnswer();

        ContainmentReport report =
                plan(snapshots ? Ec2.snapshotVolumes() : Ec2.createImage()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(report.results().get(0).message()).contains("the answer was lost");
        assertThat(rehearsal.fake.calls().stream().map(CallRecord::operation).filter(operation::equals))
                .hasSize(1);
        assertThat(scene.ec2
                        .describeSnapshots(request -> request.ownerIds("self"))
                        .snapshots())
                .hasSize(1);
    }

    @Test
    void snapshotVolumes_made_carryIncidentStepAndTime() {
        plan(Ec2.snapshotVolumes()).execute();

        assertThat(scene.ec2
                        .describeSnapshots(request -> request.ownerIds("self"))
                        .snapshots()
                        .get(0)
                        .tags())
                .extracting(Tag::key)
                .containsExactlyInAnyOrder("firebreak:incident", "firebreak:step", "firebreak:time");
    }

    @Test
    void snapshotVolumes_throttledOnce_isSentAgain() {
        rehearsal.fake.faults().on("ec2", "CreateSnapshots").nth(1).throttle();

        assertThat(plan(Ec2.snapshotVolumes()).execute().isContained()).isTrue();
    }

    @Test
    void snapshotVolumes_serverError_isNotSentAgainBySdk() {
        rehearsal.fake.faults().on("ec2", "CreateSnapshots").serverError();

        StepResult result = plan(Ec2.snapshotVolumes()).execute().results().get(0);

        assertThat(result.status()).isEqualTo(StepStatus.UNKNOWN);
        assertThat(rehearsal.fake.calls().stream().map(CallRecord::operation).filter("CreateSnapshots"::equals))
                .hasSize(1);
    }

    @Test
    void tag_earlierValues_areRestored() {
        scene.ec2.createTags(request -> request.resources(scene.id)
                .tags(Tag.builder().key("firebreak:incident").value("IR-0").build()));
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Ec2.tag()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void tag_ofTwoIncidentsByTurns_isTakenBackByBoth() {
        JsonNode before = rehearsal.fake.snapshot();
        var containment = rehearsal.containment();
        for (String incident : List.of("IR-1", "IR-2", "IR-1", "IR-2")) {
            rehearsal.clock.advance(Duration.ofMinutes(1));
            containment
                    .incident(incident)
                    .contain(scene.instance(), Ec2.tag())
                    .plan()
                    .execute();
        }

        assertThat(containment.release("IR-2").isRestored()).isTrue();
        assertThat(containment.release("IR-1").isRestored()).isTrue();

        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void tag_ofTwoIncidentsByTurnsWithACrash_isTakenBackByBoth() {
        JsonNode before = rehearsal.fake.snapshot();
        var journal = InMemoryJournal.create();
        Containment containment = rehearsal.containment(journal);
        var dying = InterruptedJournal.after(3, journal, () -> {
            throw new JournalException("the process is dead");
        });
        ContainmentPlan first = rehearsal
                .containment(dying)
                .incident("IR-1")
                .contain(scene.instance(), Ec2.tag())
                .plan();
        assertThatThrownBy(first::execute).isInstanceOf(JournalException.class);
        containment.incident("IR-2").contain(scene.instance(), Ec2.tag()).plan().execute();
        rehearsal.clock.advance(Duration.ofMinutes(1));
        containment.resume("IR-1");
        containment.resume("IR-2");

        assertThat(containment.release("IR-2").isRestored()).isTrue();
        assertThat(containment.release("IR-1").isRestored()).isTrue();

        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void tag_crashWhileItIsSetAgain_isTakenBack() {
        JsonNode before = rehearsal.fake.snapshot();
        var journal = InMemoryJournal.create();
        Containment containment = rehearsal.containment(journal);
        containment.incident("IR-1").contain(scene.instance(), Ec2.tag()).plan().execute();
        scene.ec2.createTags(request -> request.resources(scene.id)
                .tags(Tag.builder().key("firebreak:incident").value("mine").build()));
        rehearsal.clock.advance(Duration.ofMinutes(1));
        var dying = InterruptedJournal.after(2, journal, () -> {
            throw new JournalException("the process is dead");
        });
        assertThatThrownBy(() -> rehearsal.containment(dying).resume("IR-1")).isInstanceOf(JournalException.class);

        assertThat(containment.release("IR-1").isRestored()).isTrue();

        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void quarantine_plan_goesFromCutOffToTags() {
        ContainmentPlan plan = plan(Ec2.quarantine());

        assertThat(plan.plan().steps().stream().map(Step::phase).distinct())
                .containsExactly(
                        Phase.CUT_OFF, Phase.CREDENTIALS, Phase.PROTECTION, Phase.PERSISTENT_EVIDENCE, Phase.TAGS);
        assertThat(plan.execute().isContained()).isTrue();
    }

    @Test
    void quarantine_withoutEvidence_makesNone() {
        assertThat(kinds(plan(Ec2.quarantine().withoutEvidence())))
                .doesNotContain("aws.ec2.create-snapshots", "aws.ec2.create-image");
    }

    @Test
    void quarantine_secondIncidentOnTheSameVpc_isReleasedApart() {
        ContainmentReport first = plan(Ec2.isolateNetwork()).execute();
        Ec2Instance other = Ec2.instance(scene.launch("second"));
        ContainmentReport second = rehearsal
                .containment()
                .incident("IR-2")
                .contain(other, Ec2.isolateNetwork())
                .plan()
                .execute();

        assertThat(first.release().isRestored()).isTrue();

        assertThat(second.isContained()).isTrue();
        assertThat(scene.quarantineGroups()).singleElement().matches(scene::isClosed);
    }

    @Test
    void plan_twoInstancesOfOneVpc_describesEachOnceAndMakesOneGroup() {
        Ec2Instance other = Ec2.instance(scene.launch("second"));
        rehearsal.fake.clearCalls();

        ContainmentReport report = rehearsal
                .containment()
                .incident("IR-1")
                .contain(scene.instance(), Ec2.quarantine())
                .contain(other, Ec2.quarantine())
                .plan()
                .execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal.fake.calls().stream().map(CallRecord::operation))
                .filteredOn("CreateSecurityGroup"::equals)
                .hasSize(1);
    }

    @Test
    void plan_instanceThatThisProcessRunsOn_isRefused() {
        rehearsal
                .fake
                .iam()
                .attachRolePolicy(request ->
                        request.roleName("web-role").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var session = rehearsal.session("web-role", scene.id);
        try (AwsProvider own = rehearsal.actingAs(session)) {
            ContainmentPlan plan = rehearsal
                    .containment(InMemoryJournal.create(), own)
                    .incident("IR-1")
                    .contain(scene.instance(), Ec2.quarantine().withoutEvidence())
                    .plan();

            assertThat(plan.plan().steps()).noneMatch(step -> step.effect() == Effect.CHANGE);
            assertThat(plan.plan().refusals()).isNotEmpty();
        }
    }
}
