package dev.firebreak.aws.internal.evidence;

import dev.firebreak.aws.internal.Clients;
import dev.firebreak.evidence.spi.Capture;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.StepContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/** Everything that can be described about an instance, as one JSON document. */
final class InstanceRecord implements EvidenceSource {
    static final String KIND = "aws.ec2.instance-record";

    private final Clients clients;

    InstanceRecord(Clients clients) {
        this.clients = clients;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Capture open(StepContext context) {
        Ec2Client ec2 = clients.ec2(context.step().resource());
        String id = context.step().resource().id();
        DescribeInstancesResponse answer = ec2.describeInstances(request -> request.instanceIds(id));
        Instance instance = answer.reservations().get(0).instances().get(0);
        var book = new RecordBook();
        book.answer("instance", () -> answer);
        describe(book, ec2, instance);
        attributes(book, ec2, id);
        if (instance.iamInstanceProfile() != null) {
            new ProfileRecord(clients.iam(context.step().resource()))
                    .describe(book, instance.iamInstanceProfile().arn());
        }
        byte[] json = CanonicalJson.pretty(book.json()).getBytes(StandardCharsets.UTF_8);
        Capture capture = Capture.of("instance-" + id + ".json", new ByteArrayInputStream(json))
                .mediaType("application/json")
                .expectedSize(json.length)
                .method("ec2:DescribeInstances and further describing calls");
        for (String requestId : book.requestIds()) {
            capture = capture.requestId(requestId);
        }
        return capture;
    }

    private static void describe(RecordBook book, Ec2Client ec2, Instance instance) {
        String id = instance.instanceId();
        List<String> subnets = subnets(instance);
        List<String> groups = groups(instance);
        Filter inVpc = filter("vpc-id", List.of(String.valueOf(instance.vpcId())));
        book.answer(
                "status",
                () -> ec2.describeInstanceStatus(
                        request -> request.instanceIds(id).includeAllInstances(true)));
        book.list(
                "networkInterfaces",
                () -> ec2
                        .describeNetworkInterfacesPaginator(
                                request -> request.filters(filter("attachment.instance-id", List.of(id))))
                        .networkInterfaces()
                        .stream()
                        .toList());
        book.answer("securityGroups", () -> ec2.describeSecurityGroups(request -> request.groupIds(groups)));
        book.list(
                "securityGroupRules",
                () -> ec2
                        .describeSecurityGroupRulesPaginator(request -> request.filters(filter("group-id", groups)))
                        .securityGroupRules()
                        .stream()
                        .toList());
        book.answer("subnets", () -> ec2.describeSubnets(request -> request.subnetIds(subnets)));
        book.answer("vpc", () -> ec2.describeVpcs(request -> request.vpcIds(instance.vpcId())));
        book.pages("routeTables", () -> ec2.describeRouteTablesPaginator(request -> request.filters(inVpc)));
        book.pages("networkAcls", () -> ec2.describeNetworkAclsPaginator(request -> request.filters(inVpc)));
        book.answer(
                "addresses",
                () -> ec2.describeAddresses(request -> request.filters(filter("instance-id", List.of(id)))));
        book.pages(
                "volumes",
                () -> ec2.describeVolumesPaginator(
                        request -> request.filters(filter("attachment.instance-id", List.of(id)))));
        book.pages(
                "profileAssociations",
                () -> ec2.describeIamInstanceProfileAssociationsPaginator(
                        request -> request.filters(filter("instance-id", List.of(id)))));
    }

    /** EC2 gives one attribute per call; the user data is base64, as EC2 keeps it. */
    private static void attributes(RecordBook book, Ec2Client ec2, String id) {
        Stream.of(
                        InstanceAttributeName.USER_DATA,
                        InstanceAttributeName.DISABLE_API_TERMINATION,
                        InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR)
                .forEach(attribute -> book.answer(
                        "attribute." + attribute,
                        () -> ec2.describeInstanceAttribute(
                                request -> request.instanceId(id).attribute(attribute))));
    }

    private static List<String> subnets(Instance instance) {
        return instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::subnetId)
                .distinct()
                .toList();
    }

    private static List<String> groups(Instance instance) {
        return instance.networkInterfaces().stream()
                .flatMap(networkInterface -> networkInterface.groups().stream())
                .map(GroupIdentifier::groupId)
                .distinct()
                .toList();
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
