package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Sets of DHCP options. */
final class DhcpOptionOperations {
    private static final String TYPE = "dhcp-options";
    private static final String DEFAULT = "default";
    private static final List<String> KEYS = List.of(
            "domain-name-servers",
            "domain-name",
            "ntp-servers",
            "netbios-name-servers",
            "netbios-node-type",
            "ipv6-address-preferred-lease-time");

    private DhcpOptionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateDhcpOptions", CreateDhcpOptionsRequest::builder, DhcpOptionOperations::create)
                .on("AssociateDhcpOptions", AssociateDhcpOptionsRequest::builder, DhcpOptionOperations::associate)
                .on("DeleteDhcpOptions", DeleteDhcpOptionsRequest::builder, DhcpOptionOperations::delete)
                .on("DescribeDhcpOptions", DescribeDhcpOptionsRequest::builder, DhcpOptionOperations::describe);
    }

    private static CreateDhcpOptionsResponse create(Call call, CreateDhcpOptionsRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        var configurations = new ArrayList<DhcpConfiguration>();
        for (NewDhcpConfiguration wanted : Refusals.required(request.dhcpConfigurations(), "dhcpConfiguration")) {
            if (!KEYS.contains(String.valueOf(wanted.key()))) {
                throw Refusals.value("Value (%s) for parameter key is invalid. Unknown DHCP option.", wanted.key());
            }
            configurations.add(DhcpConfiguration.builder()
                    .key(wanted.key())
                    .values(wanted.values().stream()
                            .map(value -> AttributeValue.builder().value(value).build())
                            .toList())
                    .build());
        }
        DhcpOptions options = DhcpOptions.builder()
                .dhcpOptionsId(call.world().ids().ec2("dopt"))
                .ownerId(call.account().id())
                .dhcpConfigurations(configurations)
                .build();
        call.region().ec2().dhcpOptions().put(options);
        Tagging.apply(call, request.tagSpecifications(), TYPE, options.dhcpOptionsId());
        return CreateDhcpOptionsResponse.builder()
                .dhcpOptions(view(call, options))
                .build();
    }

    private static AssociateDhcpOptionsResponse associate(Call call, AssociateDhcpOptionsRequest request) {
        String id = Refusals.required(request.dhcpOptionsId(), "dhcpOptionsId");
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        if (!id.equals(DEFAULT)) {
            NetworkKinds.DHCP_OPTIONS.get(call, id);
        }
        call.region().ec2().vpcs().put(vpc.copy(copy -> copy.dhcpOptionsId(id)));
        return AssociateDhcpOptionsResponse.builder().build();
    }

    private static DeleteDhcpOptionsResponse delete(Call call, DeleteDhcpOptionsRequest request) {
        String id = NetworkKinds.DHCP_OPTIONS
                .get(call, Refusals.required(request.dhcpOptionsId(), "dhcpOptionsId"))
                .dhcpOptionsId();
        if (call.region().ec2().vpcs().all().stream().anyMatch(vpc -> id.equals(vpc.dhcpOptionsId()))) {
            throw Refusals.dependency("The dhcpOptions '%s' has dependencies and cannot be deleted.", id);
        }
        call.region().ec2().dhcpOptions().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteDhcpOptionsResponse.builder().build();
    }

    private static DescribeDhcpOptionsResponse describe(Call call, DescribeDhcpOptionsRequest request) {
        var filters = new Filters<>(call, DhcpOptions::dhcpOptionsId)
                .on("dhcp-options-id", DhcpOptions::dhcpOptionsId)
                .on("owner-id", DhcpOptions::ownerId)
                .onAny("key", options -> Lists.map(options.dhcpConfigurations(), DhcpConfiguration::key));
        var found = filters.select(call, NetworkKinds.DHCP_OPTIONS, request.dhcpOptionsIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeDhcpOptionsResponse.builder()
                .dhcpOptions(page.map(options -> view(call, options)))
                .nextToken(page.nextToken())
                .build();
    }

    private static DhcpOptions view(Call call, DhcpOptions options) {
        return options.copy(copy -> copy.tags(call.region().ec2().tags().list(options.dhcpOptionsId())));
    }
}
