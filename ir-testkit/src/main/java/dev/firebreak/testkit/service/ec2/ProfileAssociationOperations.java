package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ProfileAssociation;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;

/** The associations of instances with instance profiles. */
final class ProfileAssociationOperations {
    private ProfileAssociationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "AssociateIamInstanceProfile",
                        AssociateIamInstanceProfileRequest::builder,
                        ProfileAssociationOperations::associateProfile)
                .on(
                        "DisassociateIamInstanceProfile",
                        DisassociateIamInstanceProfileRequest::builder,
                        ProfileAssociationOperations::disassociate)
                .on(
                        "ReplaceIamInstanceProfileAssociation",
                        ReplaceIamInstanceProfileAssociationRequest::builder,
                        ProfileAssociationOperations::replace)
                .on(
                        "DescribeIamInstanceProfileAssociations",
                        DescribeIamInstanceProfileAssociationsRequest::builder,
                        ProfileAssociationOperations::describe);
    }

    private static AssociateIamInstanceProfileResponse associateProfile(
            Call call, AssociateIamInstanceProfileRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "InstanceId"));
        ProfileAssociation.Profile profile =
                resolve(call, Refusals.required(request.iamInstanceProfile(), "IamInstanceProfile"));
        checkState(call, instance);
        if (call.region().ec2().profileAssociation(instance.id()).isPresent()) {
            throw AwsError.of("IncorrectState", "There is an existing association for instance %s", instance.id());
        }
        return AssociateIamInstanceProfileResponse.builder()
                .iamInstanceProfileAssociation(answer(associate(call, instance.id(), profile), "associating"))
                .build();
    }

    private static void checkState(Call call, Ec2Instance instance) {
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in the 'running' or 'stopped' states.", instance.id());
        }
    }

    static ProfileAssociation associate(Call call, String instanceId, ProfileAssociation.Profile profile) {
        Ec2State state = call.region().ec2();
        var association = new ProfileAssociation(
                call.world().ids().ec2("iip-assoc"),
                instanceId,
                profile,
                call.now(),
                call.now().plus(state.timing().profile()),
                Optional.empty());
        state.profileAssociations().put(association);
        return association;
    }

    /** The profile that a specification names, or EC2's refusal. */
    static ProfileAssociation.Profile resolve(Call call, IamInstanceProfileSpecification specification) {
        String name = specification.name();
        String arn = specification.arn();
        if (name != null && arn != null) {
            throw Refusals.combination(
                    "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'");
        }
        String wanted = Refusals.required(arn == null ? name : arn, "IamInstanceProfile.Name");
        InstanceProfile profile = call.account()
                .iam()
                .findInstanceProfile(wanted)
                .orElseThrow(() -> Refusals.value(
                        "Value (%s) for parameter iamInstanceProfile.%s is invalid. Invalid IAM Instance Profile %s",
                        wanted, arn == null ? "name" : "arn", arn == null ? "name" : "ARN"));
        if (profile.role().isEmpty()) {
            throw Refusals.value("IAM Instance Profile \"%s\" has no associated IAM Roles", profile.arn());
        }
        return new ProfileAssociation.Profile(profile.arn(), profile.id());
    }

    private static DisassociateIamInstanceProfileResponse disassociate(
            Call call, DisassociateIamInstanceProfileRequest request) {
        Ec2State state = call.region().ec2();
        ProfileAssociation association = find(call, Refusals.required(request.associationId(), "AssociationId"));
        if (association.ends().isEmpty()) {
            association = association.endingAt(call.now().plus(state.timing().profile()));
            state.profileAssociations().put(association);
        }
        return DisassociateIamInstanceProfileResponse.builder()
                .iamInstanceProfileAssociation(answer(association, "disassociating"))
                .build();
    }

    private static ReplaceIamInstanceProfileAssociationResponse replace(
            Call call, ReplaceIamInstanceProfileAssociationRequest request) {
        ProfileAssociation old = find(call, Refusals.required(request.associationId(), "AssociationId"));
        ProfileAssociation.Profile profile =
                resolve(call, Refusals.required(request.iamInstanceProfile(), "IamInstanceProfile"));
        if (old.ends().isPresent()) {
            throw AwsError.of("IncorrectState", "The association %s is not in the 'associated' state", old.id());
        }
        checkState(call, Kind.INSTANCE.get(call, old.instanceId()));
        call.region().ec2().profileAssociations().remove(old.id());
        return ReplaceIamInstanceProfileAssociationResponse.builder()
                .iamInstanceProfileAssociation(answer(associate(call, old.instanceId(), profile), "associating"))
                .build();
    }

    private static ProfileAssociation find(Call call, String id) {
        return call.region()
                .ec2()
                .profileAssociations()
                .find(id)
                .filter(association -> !association.gone(call.now()))
                .orElseThrow(() -> AwsError.of(
                        "InvalidAssociationID.NotFound", "An invalid association-id of '%s' was given", id));
    }

    private static DescribeIamInstanceProfileAssociationsResponse describe(
            Call call, DescribeIamInstanceProfileAssociationsRequest request) {
        Ec2State state = call.region().ec2();
        var filters = new Filters<>(call, ProfileAssociation::id)
                .on("instance-id", ProfileAssociation::instanceId)
                .indexed("instance-id", id -> state.profileAssociations().by(Ec2State.BY_INSTANCE, id))
                .on("state", association -> association.state(call.now()));
        var found = request.associationIds().isEmpty()
                ? filters.select(() -> state.profileAssociations().all(), request.filters())
                : filters.select(
                        request.associationIds().stream()
                                .map(id -> find(call, id))
                                .toList(),
                        request.filters());
        List<ProfileAssociation> current =
                found.stream().filter(each -> !each.gone(call.now())).toList();
        var page = Page.of(current, request.maxResults(), request.nextToken(), 5);
        return DescribeIamInstanceProfileAssociationsResponse.builder()
                .iamInstanceProfileAssociations(page.map(each -> answer(each, each.state(call.now()))))
                .nextToken(page.nextToken())
                .build();
    }

    private static IamInstanceProfileAssociation answer(ProfileAssociation association, String state) {
        return IamInstanceProfileAssociation.builder()
                .associationId(association.id())
                .instanceId(association.instanceId())
                .iamInstanceProfile(profile -> profile.arn(association.profile().arn())
                        .id(association.profile().id()))
                .state(state)
                .timestamp(association.since())
                .build();
    }
}
