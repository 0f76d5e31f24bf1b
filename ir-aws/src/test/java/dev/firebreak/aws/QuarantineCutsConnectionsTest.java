package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Step;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.network.Connection;
import dev.firebreak.testkit.network.Host;
import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.network.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;

/** What becomes of an attacker's connections when the instance is put into quarantine. */
class QuarantineCutsConnectionsTest {
    private static final String ATTACKER = "198.51.100.7";
    private static final String ATTACKER_IPV6 = "2001:db8::7";

    private final Rehearsal rehearsal = new Rehearsal();
    private final Ec2Client ec2 = rehearsal.fake.ec2();
    private final Network network = rehearsal.fake.network();
    private final Estate estate = Estate.in(rehearsal.fake);
    private final LaunchedInstance instance =
            estate.launch(InstanceSpec.named("web").groups("web").profile("web").ipv6());
    private final Host web = network.instance(instance.id());
    private final Host attacker = network.internet(ATTACKER);

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentPlan plan() {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(Ec2.instance(instance.id()), Ec2.quarantine())
                .plan();
    }

    private void contain() {
        ContainmentReport report = plan().execute();
        assertThat(report.isContained()).as(report::describe).isTrue();
    }

    /** A rule for the attacker alone, so that what it lets in is tracked. */
    private void letAttackerIn(String protocol, int port) {
        ec2.authorizeSecurityGroupIngress(allow -> allow.groupId(
                        instance.groupIds().get(0))
                .ipPermissions(IpPermission.builder()
                        .ipProtocol(protocol)
                        .fromPort(port)
                        .toPort(port)
                        .ipRanges(IpRange.builder().cidrIp(ATTACKER + "/32").build())
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6(ATTACKER_IPV6 + "/128")
                                .build())
                        .build()));
    }

    private Connection opened(Host from, Host to, int port, Protocol protocol) {
        Connection connection = network.connect(from, to, port, protocol);
        assertThat(connection.opened().isOpen())
                .as(connection.opened().describe())
                .isTrue();
        return connection;
    }

    @Test
    void quarantine_trackedConnections_areCutOverBothFamilies() {
        letAttackerIn("tcp", 22);
        Connection shell = opened(attacker, web, 22, Protocol.TCP);
        Connection shell6 = opened(network.internet(ATTACKER_IPV6), web, 22, Protocol.TCP);
        Connection beacon = opened(web, attacker, 8443, Protocol.TCP);
        Connection beacon6 = opened(web, network.internet(ATTACKER_IPV6), 8443, Protocol.TCP);
        assertThat(shell.isTracked()).isTrue();
        assertThat(shell6.isTracked()).isTrue();
        assertThat(beacon.isTracked()).isTrue();

        contain();

        assertThat(shell.send().isRefused()).isTrue();
        assertThat(shell6.send().isRefused()).isTrue();
        assertThat(beacon.send().isRefused()).isTrue();
        assertThat(beacon6.send().isRefused()).isTrue();
        assertThat(network.flow(web, attacker, 443).isRefused()).isTrue();
        assertThat(network.flow(attacker, web, 443).isRefused()).isTrue();
    }

    @Test
    void quarantine_singleSwapWouldLeaveTheConnection_twoDoNot() {
        letAttackerIn("tcp", 22);
        Connection shell = opened(attacker, web, 22, Protocol.TCP);
        String closed = ec2.createSecurityGroup(create ->
                        create.groupName("closed").description("closed").vpcId(estate.vpcId()))
                .groupId();
        ec2.modifyNetworkInterfaceAttribute(modify ->
                modify.networkInterfaceId(instance.interfaceIds().get(0)).groups(closed));
        assertThat(shell.send().isAlive()).isTrue();

        contain();

        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    void quarantine_pings_areLeftUntilIdle_andThePlanSaysSo() {
        letAttackerIn("icmp", -1);
        Connection ping = opened(attacker, web, 0, Protocol.ICMP);

        ContainmentPlan plan = plan();
        assertThat(plan.plan().steps()).flatMap(Step::notes).anyMatch(note -> note.contains("ICMP"));
        contain();

        assertThat(ping.send().isAlive()).isTrue();
        rehearsal.clock.advance(Duration.ofMinutes(10));
        assertThat(ping.isAlive()).isFalse();
    }

    @Test
    void quarantine_throughNatGateway_isLeftUntilItsSubnetIsCut_andThePlanSaysSo() {
        sendOutThroughNat();
        Connection beacon = opened(web, attacker, 8443, Protocol.TCP);

        assertThat(plan().plan().steps()).flatMap(Step::notes).anyMatch(note -> note.contains("NAT gateway"));
        contain();

        assertThat(beacon.send().isAlive()).isTrue();
        assertThat(network.probe(web, attacker, 8443, Protocol.TCP).isRefused()).isTrue();
    }

    private void sendOutThroughNat() {
        String allocation =
                ec2.allocateAddress(allocate -> allocate.domain("vpc")).allocationId();
        String nat = ec2.createNatGateway(
                        create -> create.subnetId(estate.subnetIds().get(1)).allocationId(allocation))
                .natGateway()
                .natGatewayId();
        rehearsal.clock.advance(Duration.ofMinutes(2));
        String table = ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(associate ->
                associate.routeTableId(table).subnetId(estate.subnetIds().get(0)));
        ec2.createRoute(route ->
                route.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));
    }

    @Test
    void quarantine_resolverAndMetadata_stayOpen() {
        contain();

        assertThat(network.flow(web, network.address("10.0.0.2"), 53, Protocol.UDP)
                        .isOpen())
                .isTrue();
        assertThat(network.flow(web, network.address("169.254.169.254"), 80).isOpen())
                .isTrue();
    }
}
