package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.PlanContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Plans the network cut-off of an instance. */
final class IsolateNetwork {
    private static final String TRACKED =
            "Connections through a NAT gateway, Network Load Balancer, interface endpoint, gateway endpoint of DynamoDB,"
                    + " egress-only internet gateway, Network Firewall endpoint or Global Accelerator, and ICMP, are tracked whatever the rules: what is"
                    + " open there may live on until it is idle; a network ACL on the subnet cuts it, except what comes through Global"
                    + " Accelerator";
    private static final String NO_PUBLIC_ADDRESS =
            "has no public address, so its way to the internet, if any, is one of these";
    private static final String UNFILTERED =
            "Security groups filter neither DNS to the VPC's resolver, for which there is Route 53 Resolver DNS Firewall,"
                    + " nor the instance metadata service";

    private final PlannedInstance instance;

    private IsolateNetwork(PlannedInstance instance) {
        this.instance = instance;
    }

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        return new IsolateNetwork(new PlannedInstance(target, context, clients)).steps();
    }

    private List<Step> steps() {
        instance.sideBySide(instance::description, instance::interfaces);
        Map<String, List<NetworkInterface>> byVpc = instance.interfaces().stream()
                .collect(Collectors.groupingBy(NetworkInterface::vpcId, TreeMap::new, Collectors.toList()));
        var steps = new ArrayList<Step>();
        byVpc.forEach((vpc, faces) -> steps.addAll(inVpc(vpc, faces, byVpc.keySet())));
        return steps;
    }

    private List<Step> inVpc(String vpc, List<NetworkInterface> faces, Set<String> vpcs) {
        Step groups = QuarantineGroups.step(instance, vpc);
        List<Step> moves = faces.stream().map(face -> move(face, groups)).toList();
        var others = new TreeSet<>(vpcs);
        others.remove(vpc);
        var steps = new ArrayList<>(List.of(groups));
        steps.addAll(moves);
        steps.add(CheckIsolation.step(instance, vpc, others, moves));
        return steps;
    }

    private Step move(NetworkInterface face, Step groups) {
        requireChangeable(face);
        Step.Builder step =
                IsolateInterface.step(instance, face).addRequires(groups.id()).addNotes(TRACKED, UNFILTERED);
        if (face.association() == null && face.ipv6Addresses().isEmpty()) {
            step.addNotes("Interface " + face.networkInterfaceId() + " " + NO_PUBLIC_ADDRESS);
        }
        return step.build();
    }

    private void requireChangeable(NetworkInterface face) {
        boolean managed =
                face.operator() != null && Boolean.TRUE.equals(face.operator().managed());
        if (managed || Boolean.TRUE.equals(face.requesterManaged())) {
            String owner = managed ? face.operator().principal() : face.requesterId();
            throw instance.rejected("its interface " + face.networkInterfaceId() + " is managed by " + owner
                    + ", and only that service can change its security groups");
        }
    }
}
