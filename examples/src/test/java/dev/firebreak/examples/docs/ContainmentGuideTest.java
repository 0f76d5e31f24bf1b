package dev.firebreak.examples.docs;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.FailureGroup;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.Effect;
import dev.firebreak.ExemptionTag;
import dev.firebreak.JournalException;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.ReleaseReport;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.contract.InterruptedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FakeAwsTest(manualClock = true)
class ContainmentGuideTest {
    @TempDir
    private Path directory;

    private final FakeAws fake;
    private final ManualClock clock;
    private final AwsProvider aws;
    private final Estate estate;
    private final LaunchedInstance web;

    ContainmentGuideTest(FakeAws fake, ManualClock clock) {
        this.fake = fake;
        this.clock = clock;
        this.aws = AwsProvider.builder()
                .region(fake.region())
                .credentials(fake.credentials())
                .httpClient(fake.httpClient())
                .build();
        this.estate = Estate.in(fake);
        this.web = estate.launch(
                InstanceSpec.named("web").interfaces(2).ipv6().profile("web").inAutoScalingGroup("web"));
    }

    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = FileJournal.in(directory);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private Containment containment(Journal target) {
        return Containment.builder()
                .provider(aws)
                .journal(target)
                .clock(clock)
                .sleeper(clock::advance)
                .build();
    }

    private ContainmentPlan plan(Containment containment) {
        return containment
                .incident("IR-2026-042")
                .contain(Ec2.instance(web.id()), Ec2.quarantine().withStandby().withoutEvidence())
                .plan();
    }

    @Test
    void readme_example_containsAndReleases() {
        Containment containment = containment(journal);
        JsonNode before = fake.snapshot();
        // region readme
        ContainmentPlan plan = containment
                .incident("IR-2026-042")
                .contain(Ec2.instance(web.id()), Ec2.enterStandby(), Ec2.isolateNetwork(), Ec2.revokeInstanceRole())
                .plan(); // reads only
        System.out.println(plan.describe());
        ContainmentReport report = plan.execute(plan.digest()); // journaled, then read back
        ReleaseReport released = report.release(); // back to what it was, unless somebody changed it
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(released.isRestored()).as(released::describe).isTrue();
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void executeStep_eachInTheOrderOfThePlan_containsAndReleases() {
        Containment containment = containment(journal);
        String json = plan(containment).toJson();
        String approved = plan(containment).digest();
        JsonNode before = fake.snapshot();
        // region steps
        ContainmentPlan plan = containment.load(json);
        for (Step step : plan.plan().steps()) { // or as requires() and after() of each allow
            StepResult result = plan.executeStep(approved, step.id());
            System.out.println(result.status() + " " + step.summary());
        }
        // endregion
        ContainmentReport report = plan.execute(approved);
        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(report.release().isRestored()).isTrue();
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void builder_settings_build() {
        // region builder
        Containment containment = Containment.builder()
                .provider(aws)
                .journal(FileJournal.in(directory))
                .guard(ExemptionTag.named("ir:exempt"))
                .onStep(result ->
                        System.out.println(result.status() + " " + result.step().summary()))
                .build();
        // endregion
        assertThat(containment.incident("IR-2026-042")).isNotNull();
    }

    @Test
    void execute_approvedElsewhere_containsAndOtherDigestIsRejected() {
        Containment containment = containment(journal);
        // region approve
        ContainmentPlan plan = containment
                .incident("IR-2026-042")
                .contain(Ec2.instance(web.id()), Ec2.quarantine().withStandby())
                .plan();
        String json = plan.toJson(); // give this to the approver
        String approved = plan.digest(); // and get this back

        ContainmentReport report = containment.load(json).execute(approved);
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(fake).instance(web.id()).isIsolated().hasNoInstanceProfile().isProtectedFromTermination();
        assertThatThrownBy(() -> plan.execute("0".repeat(64))).isInstanceOf(PlanRejectedException.class);
    }

    @Test
    void execute_deniedStep_isNamedInTheReport() {
        Containment containment = containment(journal);
        ContainmentPlan plan = plan(containment);
        fake.faults()
                .on("iam", "PutRolePolicy")
                .always()
                .refuse("AccessDenied", 403, "is not authorized to perform: iam:PutRolePolicy");
        // region report
        ContainmentReport report = plan.execute();
        if (!report.isContained()) {
            for (StepResult result : report.results()) {
                System.out.println(result.status() + " " + result.step().summary() + " " + result.message());
            }
        }
        // endregion
        assertThat(report.isContained()).isFalse();
        assertThat(report.results()).anyMatch(result -> result.status() == StepStatus.FAILED);
        assertThat(fake).instance(web.id()).isIsolated();
    }

    @Test
    void resume_afterCrash_goesOn() {
        var crashing = InterruptedJournal.after(9, journal, () -> {
            throw new JournalException("the process is dead");
        });
        ContainmentPlan plan = plan(containment(crashing));
        assertThatThrownBy(plan::execute).isInstanceOf(JournalException.class);
        Containment containment = containment(journal);
        // region resume
        ContainmentReport report = containment.resume("IR-2026-042");
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
    }

    @Test
    void release_driftedInterface_isLeftAlone() {
        Containment containment = containment(journal);
        plan(containment).execute().orThrow();
        String other = estate.group("forensics");
        fake.ec2()
                .modifyNetworkInterfaceAttribute(request ->
                        request.networkInterfaceId(web.interfaceIds().get(0)).groups(other));
        // region release
        ReleaseReport released = containment.release("IR-2026-042");
        List<StepResult> drifted = released.results().stream()
                .filter(result -> result.status() == StepStatus.DRIFTED)
                .toList();
        // endregion
        assertThat(released.isRestored()).isFalse();
        assertThat(drifted).hasSize(1);
        assertThat(fake).instance(web.id()).hasGroups(web.interfaceIds().get(0), other);
    }

    @Test
    void plan_exemptInstance_leavesItOut() {
        LaunchedInstance exempt =
                estate.launch(InstanceSpec.named("payments").tag("ir:exempt", "2026-12-31 by alice@example.com"));
        // region exempt
        Containment containment = Containment.builder()
                .provider(aws)
                .journal(journal)
                .guard(ExemptionTag.named("ir:exempt").approvedBy("alice@example.com"))
                .clock(clock)
                .build();
        // endregion
        ContainmentPlan plan = containment
                .incident("IR-2026-042")
                .contain(Ec2.instance(exempt.id()), Ec2.isolateNetwork())
                .plan();
        assertThat(plan.plan().refusals()).isNotEmpty();
        assertThat(plan.plan().steps()).noneMatch(step -> step.effect() == Effect.CHANGE);
        assertThat(plan.execute().isContained()).isFalse();
    }

    @Test
    void contain_stolenKey_isInactive() {
        fake.iam().createUser(request -> request.userName("deploy"));
        String id = fake.iam()
                .createAccessKey(request -> request.userName("deploy"))
                .accessKey()
                .accessKeyId();
        Containment containment = containment(journal);
        // region key
        ContainmentReport report = containment
                .incident("IR-2026-042")
                .contain(Iam.accessKey(id), Iam.disableKey(), Iam.denyAll())
                .plan()
                .execute();
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(fake).accessKey(id).isInactive();
    }

    @Test
    void contain_roleOfStolenSessions_isRevoked() {
        makeRole();
        Containment containment = containment(journal);
        // region role
        ContainmentReport report = containment
                .incident("IR-2026-042")
                .contain(Iam.role("deploy"), Iam.revokeSessions())
                .plan()
                .execute();
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(fake.iam().listRolePolicies(list -> list.roleName("deploy")).policyNames())
                .hasSize(1);
    }

    private void makeRole() {
        fake.iam()
                .createRole(role -> role.roleName("deploy")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
    }

    @Test
    void containAll_tagAndGroup_containsTheUnion() throws IOException {
        String batch = estate.launch(InstanceSpec.named("batch").tag("team", "billing"))
                .id();
        Containment containment = containment(journal);
        // region query
        ContainmentPlan plan = containment
                .incident("IR-2026-042")
                .containAll(Ec2.instancesInAutoScalingGroup("web"), Ec2.enterStandby(), Ec2.isolateNetwork())
                .containAll(Ec2.instancesTagged("team", "billing").inRegion("eu-west-1"), Ec2.isolateNetwork())
                .plan();
        // endregion
        assertThat(plan.toJson()).contains(web.id(), batch);
        // region summary
        ContainmentReport report = plan.execute();
        ContainmentSummary summary = report.summary();
        System.out.println(summary.targets() + " p99 " + summary.timeToCutOff().p99());
        for (FailureGroup group : summary.groups()) {
            System.out.println(group.count() + " x " + group.code() + ": " + group.message());
        }
        Files.writeString(directory.resolve("report.html"), report.toHtml());
        // endregion
        assertThat(summary.targets()).containsExactly(Map.entry(Outcome.CUT_OFF, 2));
        assertThat(summary.groups()).isEmpty();
        assertThat(fake).instance(web.id()).isIsolated();
        assertThat(fake).instance(batch).isIsolated();
    }

    @Test
    void plan_quarantineKeyAndRole_makesTheReadsThatTheReadmeLists() {
        makeRole();
        fake.iam().createUser(request -> request.userName("deploy"));
        String id = fake.iam()
                .createAccessKey(request -> request.userName("deploy"))
                .accessKey()
                .accessKeyId();
        fake.clearCalls();

        Containment.builder()
                .provider(aws)
                .journal(journal)
                .guard(ExemptionTag.named("ir:exempt"))
                .clock(clock)
                .build()
                .incident("IR-2026-042")
                .contain(Ec2.instance(web.id()), Ec2.quarantine())
                .contain(Iam.accessKey(id), Iam.disableKey(), Iam.denyAll())
                .contain(Iam.role("deploy"), Iam.revokeSessions(), Iam.denyAll())
                .plan();

        assertThat(fake.calls().stream()
                        .map(call -> call.service() + ":" + call.operation())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "autoscaling:DescribeAutoScalingGroups",
                        "ec2:DescribeInstances",
                        "ec2:DescribeNetworkInterfaces",
                        "iam:GetAccessKeyLastUsed",
                        "iam:GetInstanceProfile",
                        "iam:GetRole",
                        "iam:ListRoleTags",
                        "sts:GetCallerIdentity");
    }
}
