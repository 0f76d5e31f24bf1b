package dev.firebreak.examples.cli;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrTargetsTest {
    private final FakeEndpoint endpoint = new FakeEndpoint();
    private final Estate estate = Estate.in(endpoint.fake());
    private final String web = estate.launch(InstanceSpec.named("web")
                    .profile("web")
                    .inAutoScalingGroup("shop")
                    .tag("team", "a=b"))
            .id();
    private final String other = estate.launch(InstanceSpec.named("other")).id();

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        endpoint.open();
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private Console ir(String input, String command, String... arguments) {
        return Console.inCase(input, directory, command, arguments);
    }

    private static void assertRefused(Console answer, String words) {
        assertThat(answer.code()).as(answer::toString).isEqualTo(2);
        assertThat(answer.err().lines()).as(answer::toString).hasSize(1);
        assertThat(answer.err()).contains(words).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({"--tag, team=a=b", "--asg, shop", "--profile, web"})
    void plan_query_findsTheInstance(String option, String value) {
        Console answer = ir("", "plan", option, value);

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(answer.out()).contains(web).doesNotContain(other);
    }

    @Test
    void contain_vpcAndImage_containsAllThere() {
        String vpc = estate.describe(web).vpcId();
        String image = estate.describe(web).imageId();

        Console answer = ir("", "contain", "--vpc", vpc, "--image", image, "--no-evidence");

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(endpoint.fake()).instance(web).isIsolated();
        assertThat(endpoint.fake()).instance(other).isIsolated();
    }

    @Test
    void contain_listOnStandardInput_containsEach() {
        String list = "# from the finding\n\n" + web + " # web\n  arn:aws:ec2:"
                + endpoint.fake().region() + ":" + endpoint.fake().accountId() + ":instance/" + other + "\r\n";

        Console answer = ir(list, "contain", "--no-evidence", "-");

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(endpoint.fake()).instance(web).isIsolated();
        assertThat(endpoint.fake()).instance(other).isIsolated();
    }

    private List<String> policies(String role) {
        return endpoint.fake()
                .iam()
                .listRolePolicies(request -> request.roleName(role))
                .policyNames();
    }

    private void makeRole(String name) {
        endpoint.fake()
                .iam()
                .createRole(request -> request.roleName(name)
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
    }

    @Test
    void contain_role_revokesItsSessionsUntilReleased() {
        makeRole("deploy");
        JsonNode before = endpoint.fake().snapshot();

        Console answer = ir("role/deploy # from the finding", "contain", "-");

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(policies("deploy")).containsExactly("FirebreakRevokeOlderSessions-IR-1");
        assertThat(answer.err()).contains("Instances that still hold the role fetch new credentials");
        assertThat(Console.inCase(directory, "release").code()).isZero();
        assertThat(endpoint.fake().snapshot()).isEqualTo(before);
    }

    @Test
    void contain_arnOfARole_isTheRoleOfItsName() {
        makeRole("deploy");

        Console answer = ir("arn:aws:iam::123456789012:role/ci/tools/deploy", "contain", "-");

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(policies("deploy")).containsExactly("FirebreakRevokeOlderSessions-IR-1");
    }

    @Test
    void plan_regionNotLikeOne_isBadInput() {
        assertRefused(ir("", "plan", "--region", "eu_west", web), "Invalid Region: 'eu_west' (must be like eu-west-1)");
    }

    @Test
    void contain_roleToBeDenied_deniesEverything() {
        makeRole("deploy");

        Console answer = ir("", "contain", "--deny-roles", "role/deploy");

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(policies("deploy")).singleElement().asString().contains("Deny");
        assertThat(answer.out()).contains("Deny everything to role deploy");
    }

    @Test
    void plan_badRole_isBadInput() {
        assertRefused(ir("", "plan", "role/"), "Invalid role name: ''");
        assertRefused(ir("", "plan", "role/ci/deploy\u001b"), "Invalid role name: 'ci/deploy?'");
        assertRefused(ir("", "collect", "role/deploy"), "evidence is collected from instance/");
        assertRefused(ir("", "contain", "--plan", "p", "--digest", "d", "--deny-roles"), "--plan with targets");
    }

    @Test
    void contain_badLine_isNamedAndNothingIsDone() {
        JsonNode before = endpoint.fake().snapshot();

        Console answer = ir(web + "\n\ni-nonsense\u001b\n" + other, "contain", "-");

        assertRefused(answer, "Cannot read the list of targets: line 3: Invalid instance id: 'i-nonsense?'");
        assertThat(endpoint.fake().snapshot()).isEqualTo(before);
    }

    @Test
    void contain_listWithoutTargets_isBadInput() {
        assertRefused(ir("# none\n", "contain", "-"), "Missing target: the list on standard input names none");
    }

    @Test
    void plan_badQuery_isBadInput() {
        assertRefused(ir("", "plan", "--tag", "team"), "Invalid --tag: 'team' (must be KEY=VALUE)");
        assertRefused(ir("", "plan", "--vpc", "vpc-*"), "Invalid VPC id: 'vpc-*'");
        assertRefused(ir("", "contain", "--plan", "p", "--digest", "d", "--asg", "shop"), "--plan with targets");
    }

    @Test
    void plan_queryThatFindsNothing_warnsAndIsNotDone() {
        Console answer = ir("", "plan", "--tag", "team=x");

        assertThat(answer.code()).as(answer::toString).isEqualTo(1);
        assertThat(answer.out()).contains("Warning: There are no instances tagged 'team' = 'x'");
    }

    @Test
    void plan_groupThatIsNotThere_isRejected() {
        Console answer = ir("", "plan", "--asg", "sohp");

        assertThat(answer.code()).as(answer::toString).isEqualTo(3);
        assertThat(answer.err()).contains("Auto Scaling group 'sohp': there is no such group");
    }

    @Test
    void contain_severalTargets_tellsProgressAndWritesAPage() throws IOException {
        Path page = directory.resolve("report.html");

        Console answer = ir("", "contain", "--no-evidence", "--html", page.toString(), web, other);

        assertThat(answer.code()).as(answer::toString).isZero();
        assertThat(answer.err()).contains("0 of 2 targets cut off", "2 of 2 targets cut off");
        assertThat(answer.err()).doesNotContain("VERIFIED");
        assertThat(answer.out()).startsWith("IR-1: contained\n2 targets: 2 cut off\nTime to cut-off: p50 ");
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains(web, other);
        assertThat(Console.inCase(directory, "release").err()).contains("2 of 2 targets released");
    }
}
