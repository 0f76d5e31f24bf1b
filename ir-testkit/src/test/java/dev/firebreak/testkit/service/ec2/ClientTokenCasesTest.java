package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class ClientTokenCasesTest extends Ec2Cases {
    private static final String TOKENS = "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html";

    private Ec2Client ec2;

    @BeforeEach
    void connect() {
        ec2 = ec2();
    }

    private String volume(int size) {
        return ec2.createVolume(request ->
                        request.availabilityZone(home() + "a").size(size).clientToken("first"))
                .volumeId();
    }

    private String routeTable(String vpc) {
        return ec2.createRouteTable(request -> request.vpcId(vpc).clientToken("first"))
                .routeTable()
                .routeTableId();
    }

    private String vpc() {
        return ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }

    @Test
    @AwsFact(value = "A retry with the same client token and parameters makes nothing new", source = TOKENS)
    void createVolume_sameTokenAndRequest_answersTheSame() {
        assertThat(volume(1)).isEqualTo(volume(1));
        assertThat(ec2.describeVolumes().volumes()).hasSize(1);
    }

    @Test
    @AwsFact(value = "A client token that comes back with other parameters is refused", source = TOKENS)
    void createVolume_sameTokenOtherRequest_isRefused() {
        volume(1);

        assertThat(Refused.by(() -> volume(2))).startsWith("IdempotentParameterMismatch: ");
        assertThat(ec2.describeVolumes().volumes()).hasSize(1);
    }

    @Test
    @AwsFact(value = "Networks are created once for a client token as well", source = TOKENS)
    void createRouteTable_sameToken_createsOnceOrRefuses() {
        String vpc = vpc();
        String other = vpc();

        assertThat(routeTable(vpc)).isEqualTo(routeTable(vpc));
        assertThat(Refused.by(() -> routeTable(other))).startsWith("IdempotentParameterMismatch: ");
    }

    @Test
    @AwsFact(value = "A client token belongs to one Region, in which it can be used again elsewhere", source = TOKENS)
    void createVolume_sameTokenInAnotherRegion_createsAnother() {
        String here = volume(1);
        String there = ec2(fake.accountId(), "us-east-1")
                .createVolume(request ->
                        request.availabilityZone("us-east-1a").size(2).clientToken("first"))
                .volumeId();

        assertThat(there).isNotEqualTo(here);
    }

    @Test
    @AwsFact(value = "A request that was refused can be sent again with its client token", source = TOKENS)
    void createVolume_refusedBefore_worksNow() {
        assertThat(Refused.by(() -> volume(100_000))).startsWith("InvalidParameterValue");

        assertThat(volume(1)).startsWith("vol-");
    }

    @Test
    @AwsFact(value = "A client token is remembered for 24 hours at least", source = TOKENS)
    void createVolume_aDayLater_isStillTheSame() {
        String first = volume(1);
        clock.advance(Duration.ofHours(24));

        assertThat(volume(1)).isEqualTo(first);
    }
}
