package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.network.Ec2Networks;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcBlockPublicAccessOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcBlockPublicAccessOptionsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessOptions;

/** The DNS attributes of VPCs, and what internet gateways block for a whole account. */
final class VpcAttributeOperations {
    private VpcAttributeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeVpcAttribute", DescribeVpcAttributeRequest::builder, VpcAttributeOperations::describe)
                .on("ModifyVpcAttribute", ModifyVpcAttributeRequest::builder, VpcAttributeOperations::modify)
                .on(
                        "DescribeVpcBlockPublicAccessOptions",
                        DescribeVpcBlockPublicAccessOptionsRequest::builder,
                        VpcAttributeOperations::describeBlocking)
                .on(
                        "ModifyVpcBlockPublicAccessOptions",
                        ModifyVpcBlockPublicAccessOptionsRequest::builder,
                        VpcAttributeOperations::modifyBlocking);
    }

    private static DescribeVpcAttributeResponse describe(Call call, DescribeVpcAttributeRequest request) {
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        Ec2Networks.VpcDns dns = call.region().ec2().networks().dns(vpc);
        var answer = DescribeVpcAttributeResponse.builder().vpcId(vpc.vpcId());
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        switch (attribute) {
            case "enableDnsSupport" -> answer.enableDnsSupport(value -> value.value(dns.support()));
            case "enableDnsHostnames" -> answer.enableDnsHostnames(value -> value.value(dns.hostnames()));
            case "enableNetworkAddressUsageMetrics" ->
                answer.enableNetworkAddressUsageMetrics(value -> value.value(false));
            default -> throw Refusals.value("Value (%s) for parameter attribute is invalid.", attribute);
        }
        return answer.build();
    }

    private static ModifyVpcAttributeResponse modify(Call call, ModifyVpcAttributeRequest request) {
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        String attribute = Refusals.onlyOne(Map.of(
                "enableDnsSupport", request.enableDnsSupport() != null,
                "enableDnsHostnames", request.enableDnsHostnames() != null));
        Ec2Networks networks = call.region().ec2().networks();
        Ec2Networks.VpcDns old = networks.dns(vpc);
        networks.dns(
                vpc.vpcId(),
                attribute.equals("enableDnsSupport")
                        ? new Ec2Networks.VpcDns(request.enableDnsSupport().value(), old.hostnames())
                        : new Ec2Networks.VpcDns(
                                old.support(), request.enableDnsHostnames().value()));
        return ModifyVpcAttributeResponse.builder().build();
    }

    private static DescribeVpcBlockPublicAccessOptionsResponse describeBlocking(
            Call call, DescribeVpcBlockPublicAccessOptionsRequest request) {
        return DescribeVpcBlockPublicAccessOptionsResponse.builder()
                .vpcBlockPublicAccessOptions(blocking(call))
                .build();
    }

    private static ModifyVpcBlockPublicAccessOptionsResponse modifyBlocking(
            Call call, ModifyVpcBlockPublicAccessOptionsRequest request) {
        String mode = Refusals.required(request.internetGatewayBlockModeAsString(), "InternetGatewayBlockMode");
        if (!List.of("off", "block-bidirectional", "block-ingress").contains(mode)) {
            throw Refusals.value("Invalid value '%s' for InternetGatewayBlockMode", mode);
        }
        call.region().ec2().networks().internetGatewayBlockMode(mode);
        return ModifyVpcBlockPublicAccessOptionsResponse.builder()
                .vpcBlockPublicAccessOptions(blocking(call).copy(copy -> copy.state("update-in-progress")))
                .build();
    }

    private static VpcBlockPublicAccessOptions blocking(Call call) {
        String mode = call.region().ec2().networks().internetGatewayBlockMode();
        return VpcBlockPublicAccessOptions.builder()
                .awsAccountId(call.account().id())
                .awsRegion(call.region().name())
                .internetGatewayBlockMode(mode)
                .state(mode.equals("off") ? "default-state" : "update-complete")
                .exclusionsAllowed("allowed")
                .managedBy("account")
                .build();
    }
}
