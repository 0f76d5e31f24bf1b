package dev.firebreak.testkit;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.network.DefaultNetwork;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The VPC of an estate.
 *
 * @param vpcId the VPC
 * @param subnetIds its subnets, one in each Availability Zone
 */
record EstateNetwork(String vpcId, List<String> subnetIds) {
    static EstateNetwork make(DirectCalls calls) {
        Vpc vpc = calls.ec2(
                        CreateVpcRequest.builder()
                                .cidrBlock("10.0.0.0/16")
                                .amazonProvidedIpv6CidrBlock(true)
                                .build(),
                        CreateVpcResponse.class)
                .vpc();
        Region region = calls.region();
        new DefaultNetwork(region.world(), region.account().id(), region.ec2()).connectToInternet(vpc.vpcId());
        var subnets = new ArrayList<String>();
        for (String zone : region.zones()) {
            subnets.add(subnet(calls, vpc, zone, subnets.size()));
        }
        return new EstateNetwork(vpc.vpcId(), List.copyOf(subnets));
    }

    private static String subnet(DirectCalls calls, Vpc vpc, String zone, int index) {
        String ipv6 = vpc.ipv6CidrBlockAssociationSet().get(0).ipv6CidrBlock();
        return calls.ec2(
                        CreateSubnetRequest.builder()
                                .vpcId(vpc.vpcId())
                                .availabilityZone(zone)
                                .cidrBlock("10.0." + index * 16 + ".0/20")
                                .ipv6CidrBlock(ipv6.replace("00::/56", "0" + index + "::/64"))
                                .build(),
                        CreateSubnetResponse.class)
                .subnet()
                .subnetId();
    }
}
