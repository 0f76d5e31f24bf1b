package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UntrackedCasesTest extends NetworkCases {
    private static final Duration FIVE_DAYS = Duration.ofSeconds(432_000);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Host attacker6 = network.internet("2001:db8::7");

    @Test
    @AwsFact(
            value =
                    "UDP that a rule lets in from everywhere is not tracked where all may go out, and ends with the rule",
            source = TRACKING)
    void revoke_udpFromEverywhere_cutsFlow() {
        letIn(group(), "udp", 53, IPV4);
        Connection questions = network.connect(attacker, web, 53, Protocol.UDP);
        assertThat(questions.isTracked()).isFalse();

        letInNoMore(group(), "udp", 53, IPV4);

        assertThat(questions.send().isRefused()).isTrue();
    }

    @Test
    @AwsFact(
            value = "Over IPv6, what a rule lets in from ::/0 is not tracked where all may go out over IPv6",
            source = TRACKING)
    void revoke_ipv6FromEverywhere_cutsConnection() {
        letIn(group(), "tcp", 22, IPV6);
        Connection shell = network.connect(attacker6, web, 22);
        assertThat(shell.isTracked()).isFalse();

        letInNoMore(group(), "tcp", 22, IPV6);

        assertThat(shell.send().isRefused()).isTrue();
    }

    @Test
    @AwsFact(value = "A rule that lets all out over IPv4 leaves IPv6 tracked", source = TRACKING)
    void revoke_ipv6WithoutAllOut_leavesConnection() {
        String group = emptyGroup("half");
        letIn(group, "tcp", 22, IPV6);
        letOut(group, "-1", -1, IPV4);
        swap(eni, group);
        Connection shell = network.connect(attacker6, web, 22);

        letInNoMore(group, "tcp", 22, IPV6);

        assertThat(shell.send().isAlive()).isTrue();
    }

    /** A connection that only one rule lets in, from which another group then takes the interface. */
    private Connection leftOver() {
        letIn(group(), "tcp", 22, "198.51.100.7/32");
        Connection shell = network.connect(attacker, web, 22);
        swap(eni, emptyGroup("closed"));
        return shell;
    }

    @Test
    @AwsFact(
            value = "Of the sixth Nitro generation, P6e-GB200 keeps connections for 432,000 seconds",
            source = TRACKING)
    void tcp_onP6eGb200_isForgottenAfterFiveDays() {
        become("p6e-gb200.36xlarge");
        Connection shell = leftOver();

        pass(FIVE_DAYS.minusSeconds(1));
        assertThat(shell.isAlive()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "Idle timeouts that are set hold on Nitro instances only", source = TRACKING)
    void tcp_timeoutSetOnXen_hasNoEffect() {
        become("t2.micro");
        ec2.modifyNetworkInterfaceAttribute(modify -> modify.networkInterfaceId(eni)
                .connectionTrackingSpecification(tracking -> tracking.tcpEstablishedTimeout(60)));
        Connection shell = leftOver();

        pass(MINUTE);

        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    @AwsFact(value = "A lower idle timeout does not end a connection that is used", source = TRACKING)
    void tcp_timeoutLowered_leavesBusyConnection() {
        Connection beacon = leftOver();
        ec2.modifyNetworkInterfaceAttribute(modify -> modify.networkInterfaceId(eni)
                .connectionTrackingSpecification(tracking -> tracking.tcpEstablishedTimeout(60)));

        for (int times = 0; times < 10; times++) {
            pass(Duration.ofSeconds(59));
            assertThat(beacon.send().isAlive()).isTrue();
        }
        pass(MINUTE);
        assertThat(beacon.isAlive()).isFalse();
    }
}
