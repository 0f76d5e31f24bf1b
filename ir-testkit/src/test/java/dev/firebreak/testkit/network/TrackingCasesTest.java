package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class TrackingCasesTest extends NetworkCases {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A connection that the group tracks, since its rule names one address. */
    private Connection shell() {
        letIn(group(), "tcp", 22, "198.51.100.7/32");
        return network.connect(attacker, web, 22);
    }

    @Test
    @AwsFact(value = "A tracked connection is not interrupted when its rule is removed", source = TRACKING)
    void revoke_tracked_leavesConnection() {
        Connection shell = shell();

        letInNoMore(group(), "tcp", 22, "198.51.100.7/32");

        assertThat(shell.isTracked()).isTrue();
        assertThat(shell.send().verdict()).isEqualTo(Verdict.ALIVE);
        Reachability flow = network.flow(attacker, web, 22);
        assertThat(flow.isAlive()).as(flow.describe()).isTrue();
        assertThat(network.probe(attacker, web, 22, Protocol.TCP).isRefused()).isTrue();
    }

    @Test
    @AwsFact(value = "A tracked connection is not interrupted when other groups take over", source = TRACKING)
    void swap_tracked_leavesConnection() {
        Connection shell = shell();

        swap(eni, emptyGroup("closed"));

        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    @AwsFact(value = "An established TCP connection is tracked for 432,000 seconds without a packet", source = TRACKING)
    void tcp_idleForFiveDays_isForgotten() {
        Connection shell = shell();
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(431_999));
        assertThat(shell.send().isAlive()).isTrue();
        pass(Duration.ofSeconds(431_999));
        assertThat(shell.isAlive()).isTrue();
        pass(SECOND);
        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "On Nitro v6 an established TCP connection is tracked for 350 seconds", source = TRACKING)
    void tcp_onNitroV6_isForgottenAfter350Seconds() {
        become("m8i.large");
        Connection shell = shell();
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(349));
        assertThat(shell.isAlive()).isTrue();
        pass(SECOND);
        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "The idle timeout of TCP can be set for an interface, down to 60 seconds", source = TRACKING)
    void tcp_timeoutSet_isForgottenThen() {
        Connection shell = shell();
        ec2.modifyNetworkInterfaceAttribute(modify -> modify.networkInterfaceId(eni)
                .connectionTrackingSpecification(tracking -> tracking.tcpEstablishedTimeout(60)));
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(59));
        assertThat(shell.send().passes()).isTrue();
        pass(Duration.ofSeconds(60));
        assertThat(shell.isAlive()).isFalse();
    }

    private Connection datagrams() {
        letIn(group(), "udp", 53, "198.51.100.7/32");
        return network.connect(attacker, web, 53, Protocol.UDP);
    }

    @Test
    @AwsFact(value = "A single exchange over UDP is tracked for 30 seconds", source = TRACKING)
    void udp_oneExchange_isForgottenAfter30Seconds() {
        Connection question = datagrams();
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(29));
        assertThat(question.isAlive()).isTrue();
        pass(SECOND);
        assertThat(question.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "A stream of UDP packets is tracked for 180 seconds", source = TRACKING)
    void udp_severalExchanges_isForgottenAfter180Seconds() {
        Connection stream = datagrams();
        stream.send();
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(179));
        assertThat(stream.isAlive()).isTrue();
        pass(SECOND);
        assertThat(stream.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "Flows of other protocols are tracked for 600 seconds", source = TRACKING)
    void otherProtocol_isForgottenAfter600Seconds() {
        letIn(group(), "47", -1, "198.51.100.7/32");
        Connection tunnel = network.connect(attacker, web, 0, Protocol.GRE);
        assertThat(tunnel.opened().isOpen()).as(tunnel.opened().describe()).isTrue();
        swap(eni, emptyGroup("closed"));

        pass(Duration.ofSeconds(599));
        assertThat(tunnel.isAlive()).isTrue();
        pass(SECOND);
        assertThat(tunnel.isAlive()).isFalse();
    }

    @Test
    @AwsFact(
            value =
                    "TCP that a rule lets in from everywhere is not tracked where all may go out, and ends with the rule",
            source = TRACKING)
    void revoke_untracked_cutsConnection() {
        Connection https = network.connect(attacker, web, 443);
        assertThat(https.isTracked()).isFalse();
        assertThat(https.send().isOpen()).isTrue();

        letInNoMore(group(), "tcp", 443, IPV4);

        assertThat(https.send().isRefused()).isTrue();
    }

    @Test
    @AwsFact(
            value = "Without a rule that lets all answers out, what comes from everywhere is tracked",
            source = TRACKING)
    void allowAll_oneDirectionOnly_isTracked() {
        String group = emptyGroup("in only");
        letIn(group, "tcp", 443, IPV4);
        swap(eni, group);
        Connection https = network.connect(attacker, web, 443);

        letInNoMore(group, "tcp", 443, IPV4);

        assertThat(https.isTracked()).isTrue();
        assertThat(https.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(
            value =
                    "A tracked connection becomes untracked in a group that lets all in and out, and ends with that group",
            source = TRACKING)
    void swapTwice_tracked_cutsConnection() {
        Connection shell = shell();

        swap(eni, openGroup("open", IPV4, IPV6));
        assertThat(shell.isTracked()).isFalse();
        assertThat(shell.isAlive()).isTrue();
        swap(eni, emptyGroup("closed"));

        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    @AwsFact(value = "ICMP is always tracked, also in a group that lets all through", source = TRACKING)
    void swapTwice_icmp_isLeft() {
        letIn(group(), "icmp", -1, IPV4);
        Connection ping = network.connect(attacker, web, 0, Protocol.ICMP);

        swapTwice(eni);

        assertThat(ping.send().isAlive()).isTrue();
        assertThat(network.ping(network.internet("198.51.100.8"), web).isRefused())
                .isTrue();
    }

    @Test
    @AwsFact(value = "Rules for IPv4 say nothing of IPv6: what is tracked over IPv6 is left", source = TRACKING)
    void swapTwice_openGroupForIpv4Only_leavesIpv6() {
        letIn(group(), "tcp", 22, "2001:db8::7/128");
        Host attacker6 = network.internet("2001:db8::7");
        Connection shell = network.connect(attacker6, web, 22);
        assertThat(shell.opened().isOpen()).as(shell.opened().describe()).isTrue();

        swap(eni, openGroup("open", IPV4));
        swap(eni, emptyGroup("closed"));

        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    @AwsFact(
            value = "A default group lets IPv6 out by a rule of its own, which stays when that of IPv4 is removed",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/default-custom-security-groups.html")
    void revokeEgress_ipv4Only_leavesIpv6Open() {
        ec2.revokeSecurityGroupEgress(revoke -> revoke.groupId(group()).ipPermissions(permission("-1", -1, IPV4)));

        assertThat(network.flow(web, attacker, 443).isRefused()).isTrue();
        assertThat(network.flow(web, network.internet("2001:db8::7"), 443).isOpen())
                .isTrue();
    }

    @Test
    @AwsFact(value = "A network ACL that blocks what comes in breaks a tracked connection at once", source = TRACKING)
    void acl_blocksIngress_cutsConnection() {
        Connection shell = shell();
        String acl = ownAcl(estate.subnetIds().get(0));
        assertThat(shell.isAlive()).isTrue();

        aclEntry(acl, 100, false, RuleAction.DENY);

        Reachability sent = shell.send();
        assertThat(sent.code()).contains("SUBNET_ACL_RESTRICTION");
        assertThat(sent.explanation()).contains("entry 100 of " + acl);
    }

    @Test
    @AwsFact(value = "A network ACL that blocks the answers breaks a tracked connection at once", source = TRACKING)
    void acl_blocksEgress_cutsConnection() {
        Connection shell = shell();
        String acl = ownAcl(estate.subnetIds().get(0));

        aclEntry(acl, 100, true, RuleAction.DENY);

        assertThat(shell.send().explanation()).startsWith("the answer is lost: entry 100 of " + acl);
    }

    @Test
    @AwsFact(
            value = "Groups do not filter DNS to the resolver, the metadata and the time service",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html")
    void reserved_afterQuarantine_staysOpen() {
        swapTwice(eni);

        assertThat(network.flow(web, network.address("10.0.0.2"), 53, Protocol.UDP)
                        .isOpen())
                .isTrue();
        assertThat(network.flow(web, network.address("169.254.169.253"), 53).isOpen())
                .isTrue();
        assertThat(network.flow(web, network.address("169.254.169.254"), 80).isOpen())
                .isTrue();
        assertThat(network.flow(web, network.address("169.254.169.123"), 123, Protocol.UDP)
                        .isOpen())
                .isTrue();
        assertThat(network.flow(web, network.internet("8.8.8.8"), 53, Protocol.UDP)
                        .isRefused())
                .isTrue();
    }

    @Test
    @AwsFact(
            value = "Network ACLs do not filter DNS to the resolver, the metadata and the time service",
            source = NACLS)
    void reserved_behindAclThatDenies_staysOpen() {
        String acl = ownAcl(estate.subnetIds().get(0));
        aclEntry(acl, 100, true, RuleAction.DENY);

        assertThat(network.flow(web, network.address("10.0.0.2"), 53, Protocol.UDP)
                        .isOpen())
                .isTrue();
        assertThat(network.flow(web, network.address("169.254.169.254"), 80).isOpen())
                .isTrue();
        assertThat(network.flow(web, attacker, 443).isRefused()).isTrue();
    }
}
