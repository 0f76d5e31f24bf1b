package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2State;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Network ACLs: making, deleting and describing them, and which subnets they are for; their rules are {@link NetworkAclEntryOperations}. */
final class NetworkAclOperations {
    private static final int ACLS_PER_VPC = 200;
    private static final String TYPE = "network-acl";

    private NetworkAclOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateNetworkAcl", CreateNetworkAclRequest::builder, NetworkAclOperations::create)
                .on("DeleteNetworkAcl", DeleteNetworkAclRequest::builder, NetworkAclOperations::delete)
                .on("DescribeNetworkAcls", DescribeNetworkAclsRequest::builder, NetworkAclOperations::describe)
                .on(
                        "ReplaceNetworkAclAssociation",
                        ReplaceNetworkAclAssociationRequest::builder,
                        NetworkAclOperations::replaceAssociation);
    }

    private static CreateNetworkAclResponse create(Call call, CreateNetworkAclRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        Ec2State state = call.region().ec2();
        long present = state.networkAcls().all().stream()
                .filter(acl -> acl.vpcId().equals(vpc.vpcId()))
                .count();
        if (present >= ACLS_PER_VPC) {
            throw AwsError.of("NetworkAclLimitExceeded", "The maximum number of network ACLs has been reached.");
        }
        NetworkAcl acl = NetworkAcl.builder()
                .networkAclId(call.world().ids().ec2("acl"))
                .vpcId(vpc.vpcId())
                .ownerId(call.account().id())
                .isDefault(false)
                .entries(NetworkAcls.sorted(
                        NetworkAcls.denyAll(!vpc.ipv6CidrBlockAssociationSet().isEmpty())))
                .build();
        state.networkAcls().put(acl);
        Tagging.apply(call, request.tagSpecifications(), TYPE, acl.networkAclId());
        return CreateNetworkAclResponse.builder().networkAcl(view(call, acl)).build();
    }

    private static DeleteNetworkAclResponse delete(Call call, DeleteNetworkAclRequest request) {
        NetworkAcl acl = Kind.NETWORK_ACL.get(call, Refusals.required(request.networkAclId(), "networkAclId"));
        if (acl.isDefault()) {
            throw Refusals.value("Cannot delete default network ACL %s", acl.networkAclId());
        }
        if (!acl.associations().isEmpty()) {
            throw Refusals.dependency(
                    "The networkAcl '%s' has dependencies and cannot be deleted.", acl.networkAclId());
        }
        call.region().ec2().networkAcls().remove(acl.networkAclId());
        call.region().ec2().tags().forget(acl.networkAclId());
        return DeleteNetworkAclResponse.builder().build();
    }

    private static ReplaceNetworkAclAssociationResponse replaceAssociation(
            Call call, ReplaceNetworkAclAssociationRequest request) {
        String id = Refusals.required(request.associationId(), "associationId");
        NetworkAcl wanted = Kind.NETWORK_ACL.get(call, Refusals.required(request.networkAclId(), "networkAclId"));
        var acls = call.region().ec2().networkAcls();
        NetworkAcl old = acls.all().stream()
                .filter(acl -> acl.associations().stream().anyMatch(each -> is(each, id)))
                .findFirst()
                .orElseThrow(() ->
                        AwsError.of("InvalidAssociationID.NotFound", "The association ID '%s' does not exist", id));
        NetworkAclAssociation association = old.associations().stream()
                .filter(each -> is(each, id))
                .findFirst()
                .orElseThrow();
        if (!old.vpcId().equals(wanted.vpcId())) {
            throw Refusals.value(
                    "Network ACL %s and subnet %s belong to different networks",
                    wanted.networkAclId(), association.subnetId());
        }
        acls.put(old.copy(copy -> copy.associations(
                old.associations().stream().filter(each -> !is(each, id)).toList())));
        NetworkAclAssociation made = association.copy(copy -> copy.networkAclId(wanted.networkAclId())
                .networkAclAssociationId(call.world().ids().ec2("aclassoc")));
        NetworkAcl current = acls.find(wanted.networkAclId()).orElseThrow();
        acls.put(current.copy(copy -> copy.associations(Lists.with(current.associations(), made))));
        return ReplaceNetworkAclAssociationResponse.builder()
                .newAssociationId(made.networkAclAssociationId())
                .build();
    }

    private static boolean is(NetworkAclAssociation association, String id) {
        return association.networkAclAssociationId().equals(id);
    }

    private static DescribeNetworkAclsResponse describe(Call call, DescribeNetworkAclsRequest request) {
        var found = filters(call).select(call, Kind.NETWORK_ACL, request.networkAclIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeNetworkAclsResponse.builder()
                .networkAcls(page.map(acl -> view(call, acl)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<NetworkAcl> filters(Call call) {
        return new Filters<>(call, NetworkAcl::networkAclId)
                .on("network-acl-id", NetworkAcl::networkAclId)
                .on("vpc-id", NetworkAcl::vpcId)
                .on("owner-id", NetworkAcl::ownerId)
                .on("default", NetworkAcl::isDefault)
                .onAny("association.subnet-id", acl -> Lists.map(acl.associations(), NetworkAclAssociation::subnetId))
                .onAny(
                        "association.network-acl-id",
                        acl -> Lists.map(acl.associations(), NetworkAclAssociation::networkAclId))
                .onAny(
                        "association.association-id",
                        acl -> Lists.map(acl.associations(), NetworkAclAssociation::networkAclAssociationId))
                .onAny("entry.cidr", acl -> Lists.map(acl.entries(), NetworkAclEntry::cidrBlock))
                .onAny("entry.ipv6-cidr", acl -> Lists.map(acl.entries(), NetworkAclEntry::ipv6CidrBlock))
                .onAny("entry.egress", acl -> Lists.map(acl.entries(), entry -> String.valueOf(entry.egress())))
                .onAny("entry.protocol", acl -> Lists.map(acl.entries(), NetworkAclEntry::protocol))
                .onAny("entry.rule-action", acl -> Lists.map(acl.entries(), NetworkAclEntry::ruleActionAsString))
                .onAny(
                        "entry.rule-number",
                        acl -> Lists.map(acl.entries(), entry -> String.valueOf(entry.ruleNumber())));
    }

    private static NetworkAcl view(Call call, NetworkAcl acl) {
        return acl.copy(copy -> copy.tags(call.region().ec2().tags().list(acl.networkAclId())));
    }
}
