package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ConnectionStatus;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;

class SsmNodeCasesTest extends SsmCases {
    private static final String API =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html";
    private static final String PERMISSIONS =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html";
    private static final String ENDPOINTS =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html";

    @Test
    @AwsFact(value = "An instance whose role has AmazonSSMManagedInstanceCore is a managed node", source = PERMISSIONS)
    void describeInstanceInformation_roleWithCorePolicy_listsTheNode() {
        String id = node("web");

        InstanceInformation node = nodes(client(SsmClient.builder())).get(0);

        assertThat(node.instanceId()).isEqualTo(id);
        assertThat(node.pingStatus()).isEqualTo(PingStatus.ONLINE);
        assertThat(node.platformTypeAsString()).isEqualTo("Linux");
        assertThat(node.lastPingDateTime()).isEqualTo(clock.instant());
    }

    @Test
    @AwsFact(value = "An instance without permission for Systems Manager is no managed node", source = PERMISSIONS)
    void describeInstanceInformation_noProfileOrPolicy_listsNothing() {
        Estate.in(fake).launch(InstanceSpec.named("bare"));
        Estate.in(fake).launch(InstanceSpec.named("weak").profile("Weak"));

        assertThat(nodes(client(SsmClient.builder()))).isEmpty();
    }

    @Test
    @AwsFact(value = "A node whose role is denied everything loses its connection", source = PERMISSIONS)
    void describeInstanceInformation_roleDenied_isConnectionLost() {
        node("web");
        SsmClient ssm = client(SsmClient.builder());
        assertThat(nodes(ssm)).hasSize(1);

        fake.iam()
                .attachRolePolicy(attach -> attach.roleName("Managed").policyArn("arn:aws:iam::aws:policy/AWSDenyAll"));
        clock.advance(Duration.ofMinutes(6));

        assertThat(nodes(ssm).get(0).pingStatus()).isEqualTo(PingStatus.CONNECTION_LOST);
    }

    @Test
    @AwsFact(value = "A node that cannot reach the service over HTTPS loses its connection", source = ENDPOINTS)
    void describeInstanceInformation_nodeCutOff_isConnectionLostAfterMissedPings() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        assertThat(nodes(ssm)).hasSize(1);

        cutOff(id);
        assertThat(nodes(ssm).get(0).pingStatus()).isEqualTo(PingStatus.ONLINE);
        clock.advance(Duration.ofMinutes(6));

        assertThat(nodes(ssm).get(0).pingStatus()).isEqualTo(PingStatus.CONNECTION_LOST);
    }

    @Test
    @AwsFact(value = "A stopped node stays listed as ConnectionLost", source = API)
    void describeInstanceInformation_stoppedNode_isConnectionLost() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        assertThat(nodes(ssm)).hasSize(1);

        fake.ec2().stopInstances(stop -> stop.instanceIds(id));
        clock.advance(Duration.ofMinutes(6));

        assertThat(nodes(ssm).get(0).pingStatus()).isEqualTo(PingStatus.CONNECTION_LOST);
    }

    @Test
    @AwsFact(value = "A terminated node is no longer listed", source = API)
    void describeInstanceInformation_terminatedNode_isGone() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        assertThat(nodes(ssm)).hasSize(1);

        fake.ec2().terminateInstances(end -> end.instanceIds(id));

        assertThat(nodes(ssm)).isEmpty();
    }

    @Test
    @AwsFact(value = "MaxResults is from 5 to 50, and NextToken leads on", source = API)
    void describeInstanceInformation_pages_giveEveryNodeOnce() {
        for (int made = 0; made < 7; made++) {
            node("web-" + made);
        }
        SsmClient ssm = client(SsmClient.builder());

        var first = ssm.describeInstanceInformation(query -> query.maxResults(5));
        var second =
                ssm.describeInstanceInformation(query -> query.maxResults(5).nextToken(first.nextToken()));

        assertThat(first.instanceInformationList()).hasSize(5);
        assertThat(second.instanceInformationList())
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.instanceInformationList());
        assertThat(second.nextToken()).isNull();
        assertThat(Refused.by(() -> ssm.describeInstanceInformation(query -> query.maxResults(4))))
                .startsWith("ValidationException");
        assertThat(Refused.by(() -> ssm.describeInstanceInformation(query -> query.nextToken("mine"))))
                .startsWith("InvalidNextToken");
    }

    @Test
    @AwsFact(value = "Filters select nodes by id, state and tag", source = API)
    void describeInstanceInformation_filters_select() {
        String id = node(InstanceSpec.named("web").tag("team", "shop"));
        node("other");
        SsmClient ssm = client(SsmClient.builder());

        assertThat(filtered(ssm, "InstanceIds", id)).hasSize(1);
        assertThat(filtered(ssm, "tag:team", "shop")).hasSize(1);
        assertThat(filtered(ssm, "PingStatus", "ConnectionLost")).isEmpty();
        assertThat(Refused.by(() -> filtered(ssm, "Colour", "red"))).startsWith("InvalidFilterKey");
    }

    @Test
    @AwsFact(
            value = "The connection status of a node tells whether a session can begin",
            source = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetConnectionStatus.html")
    void getConnectionStatus_ofNodeAndOfOther_differ() {
        String id = node("web");
        String bare = Estate.in(fake).launch(InstanceSpec.named("bare")).id();
        SsmClient ssm = client(SsmClient.builder());

        assertThat(ssm.getConnectionStatus(query -> query.target(id)).status()).isEqualTo(ConnectionStatus.CONNECTED);
        assertThat(ssm.getConnectionStatus(query -> query.target(bare)).status())
                .isEqualTo(ConnectionStatus.NOTCONNECTED);
    }

    private static List<InstanceInformation> nodes(SsmClient ssm) {
        return ssm.describeInstanceInformation().instanceInformationList();
    }

    private static List<InstanceInformation> filtered(SsmClient ssm, String key, String value) {
        var filter =
                InstanceInformationStringFilter.builder().key(key).values(value).build();
        return ssm.describeInstanceInformation(query -> query.filters(filter)).instanceInformationList();
    }
}
