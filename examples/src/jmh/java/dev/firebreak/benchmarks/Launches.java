package dev.firebreak.benchmarks;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Launches instances by the thousand, in as many VPCs as their addresses need. */
final class Launches {
    private static final int PER_VPC = 40_000;

    private Launches() {}

    static List<String> launch(Ec2Client ec2, int count) {
        var ids = new ArrayList<String>();
        String image = ec2.describeImages(query -> query.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        String subnet = "";
        while (ids.size() < count) {
            if (ids.size() % PER_VPC == 0) {
                subnet = subnet(ec2, ids.size() / PER_VPC);
            }
            int some = Math.min(1000, count - ids.size());
            RunInstancesRequest request = RunInstancesRequest.builder()
                    .imageId(image)
                    .instanceType("t3.micro")
                    .subnetId(subnet)
                    .minCount(some)
                    .maxCount(some)
                    .build();
            ec2.runInstances(request).instances().stream()
                    .map(Instance::instanceId)
                    .forEach(ids::add);
        }
        return ids;
    }

    private static String subnet(Ec2Client ec2, int number) {
        String block = "10." + number + ".0.0/16";
        String vpc = ec2.createVpc(request -> request.cidrBlock(block)).vpc().vpcId();
        return ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(block))
                .subnet()
                .subnetId();
    }
}
