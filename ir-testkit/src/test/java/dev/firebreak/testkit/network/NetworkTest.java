package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Network network = fake.network();
    private final Host attacker = network.internet("198.51.100.7");

    private Host web = attacker;

    @BeforeEach
    void launch() {
        web = network.instance(Estate.in(fake)
                .launch(InstanceSpec.named("web").elasticIp().ipv6())
                .id());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void flow_fromInternetToOpenPort_isOpen() {
        Reachability https = network.flow(attacker, web, 443);

        assertThat(https.verdict()).as(https.describe()).isEqualTo(Verdict.OPEN);
        assertThat(https.hops().stream().map(Hop::kind))
                .containsExactly(
                        Hop.Kind.HOST,
                        Hop.Kind.INTERNET_GATEWAY,
                        Hop.Kind.NETWORK_ACL,
                        Hop.Kind.SECURITY_GROUP,
                        Hop.Kind.INTERFACE);
    }

    @Test
    void flow_fromInternetToClosedPort_saysThatGroupsRefuse() {
        Reachability ssh = network.flow(attacker, web, 22);

        assertThat(ssh.isRefused()).isTrue();
        assertThat(ssh.code()).contains("ENI_SG_RULES_MISMATCH");
    }

    @Test
    void flow_outward_isOpenOverBothFamilies() {
        assertThat(network.flow(web, attacker, 4444).isOpen()).isTrue();
        Reachability ipv6 = network.flow(web, network.internet("2001:db8::7"), 4444);
        assertThat(ipv6.isOpen()).as(ipv6.describe()).isTrue();
    }

    @Test
    void flow_nothingListens_isRefused() {
        network.listen(web, 80);

        assertThat(network.flow(attacker, web, 443).explanation()).startsWith("nothing listens on port 443");
    }
}
