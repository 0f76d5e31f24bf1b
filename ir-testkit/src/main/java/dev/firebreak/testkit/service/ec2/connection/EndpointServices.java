package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** The AWS services that have VPC endpoints here. */
final class EndpointServices {
    private static final Set<String> GATEWAY = Set.of("s3", "dynamodb");
    private static final Set<String> INTERFACE = Set.of(
            "autoscaling",
            "cloudtrail",
            "config",
            "dynamodb",
            "ebs",
            "ec2",
            "ec2messages",
            "elasticloadbalancing",
            "events",
            "execute-api",
            "guardduty",
            "guardduty-data",
            "kms",
            "lambda",
            "logs",
            "monitoring",
            "rds",
            "s3",
            "secretsmanager",
            "securityhub",
            "sns",
            "sqs",
            "ssm",
            "ssmmessages",
            "sts");

    private EndpointServices() {}

    /** The last part of the name of a service, when it has endpoints of the type. */
    static String check(Call call, String name, VpcEndpointType type) {
        String prefix = "com.amazonaws." + call.region().name() + ".";
        String service = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        if (!GATEWAY.contains(service) && !INTERFACE.contains(service)) {
            throw AwsError.of("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist", name);
        }
        if (!(type == VpcEndpointType.GATEWAY ? GATEWAY : INTERFACE).contains(service)) {
            throw AwsError.of(
                    "InvalidParameter",
                    "Endpoint type (%s) does not match available service types for %s.",
                    type,
                    name);
        }
        return service;
    }

    /** The prefix list with the addresses of a service that has gateway endpoints. */
    static String prefixList(Call call, String serviceName) {
        return call.region().ec2().networks().prefixLists().all().stream()
                .filter(list -> list.ofAws() && serviceName.equals(list.list().prefixListName()))
                .map(Ec2PrefixList::id)
                .findFirst()
                .orElseThrow();
    }
}
