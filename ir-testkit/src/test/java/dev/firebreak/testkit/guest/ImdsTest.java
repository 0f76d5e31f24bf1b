package dev.firebreak.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.world.iam.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImdsTest {
    private static final String ROLE = "/latest/meta-data/iam/security-credentials/";

    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private String instanceId = "";

    @BeforeEach
    void launch() {
        instanceId = Estate.in(fake)
                .launch(InstanceSpec.named("web").profile("WebServer"))
                .id();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void get_withToken_handsOutCredentialsOfTheRole() {
        Imds imds = imds();
        String token = imds.token(300).body();

        assertThat(imds.get(ROLE, token).body()).isEqualTo("WebServer");
        assertThat(imds.get(ROLE + "WebServer", token).body())
                .contains(credentials().accessKeyId())
                .contains("\"Code\" : \"Success\"");
    }

    @Test
    void get_tokensRequired_refusesVersionOne() {
        fake.ec2()
                .modifyInstanceMetadataOptions(
                        options -> options.instanceId(instanceId).httpTokens("required"));

        assertThat(imds().get(ROLE).status()).isEqualTo(401);
        assertThat(imds().get(ROLE, "forged").status()).isEqualTo(401);
    }

    @Test
    void get_tokensOptional_answersVersionOne() {
        fake.ec2()
                .modifyInstanceMetadataOptions(
                        options -> options.instanceId(instanceId).httpTokens("optional"));

        assertThat(imds().get("instance-id").body()).isEqualTo(instanceId);
    }

    @Test
    void token_pastItsLife_isRefused() {
        String token = imds().token(60).body();
        clock.advance(Duration.ofSeconds(60));

        assertThat(imds().get(ROLE, token).status()).isEqualTo(401);
    }

    @Test
    void token_fromBehindTheHopLimit_doesNotArrive() {
        fake.ec2()
                .modifyInstanceMetadataOptions(
                        options -> options.instanceId(instanceId).httpPutResponseHopLimit(1));
        assertThat(imds().token(60, 2).status()).isZero();

        fake.ec2()
                .modifyInstanceMetadataOptions(
                        options -> options.instanceId(instanceId).httpPutResponseHopLimit(2));
        assertThat(imds().token(60, 2).status()).isEqualTo(200);
    }

    @Test
    void get_endpointDisabled_doesNotAnswer() {
        fake.ec2()
                .modifyInstanceMetadataOptions(
                        options -> options.instanceId(instanceId).httpEndpoint("disabled"));

        assertThat(imds().token(60).status()).isZero();
        assertThat(imds().get(ROLE).status()).isZero();
    }

    @Test
    void credentials_beforeTheirEnd_areRenewedFiveMinutesAhead() {
        Session first = credentials();

        clock.advance(Duration.between(clock.instant(), first.expires()).minusMinutes(6));
        assertThat(credentials()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(1));
        assertThat(credentials().accessKeyId()).isNotEqualTo(first.accessKeyId());
    }

    @Test
    void get_profileDisassociated_givesNoMoreCredentials() {
        String association = fake.ec2()
                .describeIamInstanceProfileAssociations()
                .iamInstanceProfileAssociations()
                .get(0)
                .associationId();
        Session before = credentials();

        fake.ec2().disassociateIamInstanceProfile(profile -> profile.associationId(association));

        assertThat(imds().get(ROLE, imds().token(60).body()).status()).isEqualTo(404);
        assertThat(imds().credentials()).isEmpty();
        assertThat(fake.world().credentials().session(before.accessKeyId())).contains(before);
    }

    @Test
    void credentials_signCalls_asTheRole() {
        String arn = credentials().caller().arn();

        assertThat(arn).isEqualTo("arn:aws:sts::123456789012:assumed-role/WebServer/" + instanceId);
    }

    private Imds imds() {
        return fake.guest(instanceId).imds();
    }

    private Session credentials() {
        return imds().credentials().orElseThrow();
    }
}
