package dev.firebreak.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class GuestTest {
    private final FakeAws fake = FakeAws.builder().clock(ManualClock.create()).build();
    private String instanceId = "";
    private Guest guest;

    @BeforeEach
    void launch() {
        instanceId = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        guest = fake.guest(instanceId);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void guest_ofUnknownInstance_isRefused() {
        assertThatThrownBy(() -> fake.guest("i-0000000000000000f"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("i-0000000000000000f");
    }

    @Test
    void run_unknownProgram_isNotFound() {
        CommandResult result = guest.run("mimikatz --all");

        assertThat(result.exitCode()).isEqualTo(127);
        assertThat(result.error()).isEqualTo("bash: line 1: mimikatz: command not found\n");
    }

    @Test
    void run_uname_tellsTheKernel() {
        assertThat(guest.run("uname -r").output()).isEqualTo("6.1.155-176.282.amzn2023.x86_64\n");
    }

    @Test
    void run_andList_stopsAtTheFirstFailure() {
        CommandResult result = guest.run("echo a && false && echo b; echo c");

        assertThat(result.output()).isEqualTo("a\nc\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void run_orList_runsTheAlternativeOfAFailure() {
        assertThat(guest.run("false || echo saved").output()).isEqualTo("saved\n");
        assertThat(guest.run("true || echo saved").output()).isEmpty();
    }

    @Test
    void run_setE_endsAtTheFirstFailure() {
        CommandResult result = guest.run("set -e\nfalse\necho never");

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void run_exit_endsTheScriptWithItsCode() {
        CommandResult result = guest.run("echo a\nexit 3\necho b");

        assertThat(result.output()).isEqualTo("a\n");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void run_pipeAndRedirection_writeTheFile() {
        guest.run("echo 'one; two' | tee /tmp/copy > /tmp/out && echo more >> /tmp/out");

        assertThat(guest.file("/tmp/out").orElseThrow().text()).isEqualTo("one; two\nmore\n");
        assertThat(guest.file("/tmp/copy").orElseThrow().text()).isEqualTo("one; two\n");
    }

    @Test
    void run_variablesAndSubstitution_areExpanded() {
        guest.file("/opt/lime-6.1.155-176.282.amzn2023.x86_64.ko", "module");

        assertThat(guest.run("K=$(uname -r); ls /opt/lime-${K}.ko").output())
                .isEqualTo("/opt/lime-6.1.155-176.282.amzn2023.x86_64.ko\n");
    }

    @Test
    void run_kill_endsTheProcess() {
        int pid = guest.start("nobody", "/tmp/.x/miner");
        assertThat(guest.run("ps -ef | grep miner").output()).contains(String.valueOf(pid));

        assertThat(guest.run("kill -9 " + pid).exitCode()).isZero();

        assertThat(guest.processes()).doesNotContainKey(pid);
        assertThat(guest.run("kill -9 " + pid).error()).contains("No such process");
    }

    @Test
    void run_avml_writesTheMemoryWhoseHashIsReal() {
        guest.memory().write(8192, "beacon".getBytes(StandardCharsets.UTF_8));

        CommandResult result = guest.run("avml /tmp/mem.lime");
        String printed = guest.run("sha256sum /tmp/mem.lime").output();

        assertThat(result.took()).isPositive();
        assertThat(printed).isEqualTo(GuestFile.of(guest.memory().image()).sha256() + "  /tmp/mem.lime\n");
        assertThat(guest.file("/tmp/mem.lime").orElseThrow().text()).contains("beacon");
    }

    @Test
    void run_insmodForAnotherKernel_isRefused() {
        guest.file("/opt/lime-5.10.0.ko", "module");

        CommandResult result = guest.run("insmod /opt/lime-5.10.0.ko path=/tmp/mem format=lime");

        assertThat(result.error()).contains("Invalid module format");
        assertThat(guest.file("/tmp/mem")).isEmpty();
    }

    @Test
    void run_curlToAPresignedUrl_putsTheObject() {
        fake.s3()
                .createBucket(bucket -> bucket.bucket("evidence-bucket")
                        .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        guest.file("/tmp/out", "findings");

        CommandResult result = guest.run("curl -sf -T /tmp/out '" + presigned("evidence-bucket", "out") + "'");

        assertThat(result.error()).isEmpty();
        assertThat(fake.s3()
                        .getObjectAsBytes(get -> get.bucket("evidence-bucket").key("out"))
                        .asUtf8String())
                .isEqualTo("findings");
    }

    @Test
    void run_curlWithoutAWayOut_timesOut() {
        String group = fake.guest(instanceId).region().ec2().interfaces().all().stream()
                .filter(eni -> eni.attachment() != null
                        && instanceId.equals(eni.attachment().instanceId()))
                .findFirst()
                .orElseThrow()
                .groups()
                .get(0)
                .groupId();
        IpPermission everything = IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        fake.ec2().revokeSecurityGroupEgress(rule -> rule.groupId(group).ipPermissions(everything));

        assertThat(guest.run("curl -sf https://s3.eu-west-1.amazonaws.com/x").exitCode())
                .isEqualTo(28);
    }

    @Test
    void command_ofATest_replacesTheStandardOne() {
        guest.command("uname", run -> CommandResult.printed("changed\n"))
                .commandLine(line -> line.startsWith("vol "), run -> CommandResult.printed("nothing found\n"));

        assertThat(guest.run("uname -r").output()).isEqualTo("changed\n");
        assertThat(guest.run("vol -f /tmp/mem pslist").output()).isEqualTo("nothing found\n");
    }

    @Test
    void snapshot_guestAskedForButUntouched_isTheSame() {
        String other = Estate.in(fake).launch(InstanceSpec.named("other")).id();
        JsonNode before = fake.snapshot();

        fake.guest(other).run("ps; uname -a");
        assertThat(fake.snapshot()).isEqualTo(before);
        fake.guest(other).run("echo x > /tmp/x");
        assertThat(fake.snapshot()).isNotEqualTo(before);
    }

    private String presigned(String bucket, String key) {
        try (S3Presigner presigner = S3Presigner.builder()
                .region(fake.region())
                .credentialsProvider(fake.credentials())
                .build()) {
            return presigner
                    .presignPutObject(put -> put.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(object -> object.bucket(bucket).key(key)))
                    .url()
                    .toString();
        }
    }
}
