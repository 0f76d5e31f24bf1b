package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

class NetworkSnapshotTest {
    private final FakeAws fake = FakeAws.builder().clock(ManualClock.create()).build();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void snapshot_subnetMovedToOtherAclAndBack_isEqual() {
        NetworkAcl old = acl();
        String other = ec2.createNetworkAcl(request -> request.vpcId(estate.vpcId()))
                .networkAcl()
                .networkAclId();
        JsonNode before = fake.snapshot();

        String moved = ec2.replaceNetworkAclAssociation(request -> request.networkAclId(other)
                        .associationId(old.associations().get(0).networkAclAssociationId()))
                .newAssociationId();
        assertThat(fake.snapshot()).isNotEqualTo(before);
        ec2.replaceNetworkAclAssociation(
                request -> request.networkAclId(old.networkAclId()).associationId(moved));

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    private NetworkAcl acl() {
        return ec2.describeNetworkAcls().networkAcls().stream()
                .filter(acl -> acl.vpcId().equals(estate.vpcId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void snapshot_routeDeletedAndMadeAgain_isEqual() {
        RouteTable main = ec2.describeRouteTables().routeTables().stream()
                .filter(table -> table.vpcId().equals(estate.vpcId()))
                .findFirst()
                .orElseThrow();
        Route open = main.routes().stream()
                .filter(route -> "0.0.0.0/0".equals(route.destinationCidrBlock()))
                .findFirst()
                .orElseThrow();
        JsonNode before = fake.snapshot();

        ec2.deleteRoute(request -> request.routeTableId(main.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        assertThat(fake.snapshot()).isNotEqualTo(before);
        ec2.createRoute(request -> request.routeTableId(main.routeTableId())
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId(open.gatewayId()));

        assertThat(fake.snapshot()).isEqualTo(before);
    }
}
