package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;

/** Takes the instance profile off an instance, so that it gets no further credentials of the role. */
final class RemoveInstanceProfile implements StepHandler<RemoveInstanceProfile.Profile> {
    static final String KIND = "aws.ec2.remove-instance-profile";
    private static final Set<String> UNDER_WAY = Set.of("IncorrectState", "InvalidAssociationID.NotFound");

    private final Clients clients;

    RemoveInstanceProfile(Clients clients) {
        this.clients = clients;
    }

    /**
     * The profile of an instance.
     *
     * @param arn its ARN; empty when there is none
     */
    record Profile(String arn) {}

    static Step.Builder step(PlannedInstance instance, String profile) {
        return instance.step(KIND, instance.ref())
                .phase(Phase.CREDENTIALS)
                .summary("Take instance profile " + profile + " off " + instance.id())
                .addPermissions(
                        "ec2:DescribeIamInstanceProfileAssociations",
                        "ec2:DisassociateIamInstanceProfile",
                        "ec2:AssociateIamInstanceProfile",
                        "iam:PassRole")
                .calls(4);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Profile> stateType() {
        return Profile.class;
    }

    @Override
    public Profile observe(StepContext context) {
        return new Profile(association(context)
                .map(association -> association.iamInstanceProfile().arn())
                .orElse(""));
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:DisassociateIamInstanceProfile");
    }

    @Override
    public void apply(StepContext context, Profile before) {
        association(context)
                .ifPresent(association -> unlessUnderWay(() -> ec2(context)
                        .disassociateIamInstanceProfile(
                                request -> request.associationId(association.associationId()))));
    }

    @Override
    public boolean verify(StepContext context, Profile now) {
        return now.arn().isEmpty();
    }

    @Override
    public void revert(StepContext context, Profile before, Profile now) {
        unlessUnderWay(() -> ec2(context)
                .associateIamInstanceProfile(
                        request -> request.instanceId(context.step().resource().id())
                                .iamInstanceProfile(profile -> profile.arn(before.arn()))));
    }

    private Optional<IamInstanceProfileAssociation> association(StepContext context) {
        return ec2(context)
                .describeIamInstanceProfileAssociationsPaginator(request -> request.filters(
                        Marks.filter("instance-id", context.step().resource().id()),
                        Marks.filter("state", "associating", "associated")))
                .iamInstanceProfileAssociations()
                .stream()
                .findFirst();
    }

    /** A call that the SDK sent again after a lost answer is refused since the first one took effect; reading back tells. */
    private static void unlessUnderWay(Runnable call) {
        try {
            call.run();
        } catch (Ec2Exception e) {
            if (UNDER_WAY.stream().noneMatch(code -> Failures.hasCode(e, code))) {
                throw e;
            }
        }
    }

    private Ec2Client ec2(StepContext context) {
        return clients.ec2(context.step().resource());
    }
}
