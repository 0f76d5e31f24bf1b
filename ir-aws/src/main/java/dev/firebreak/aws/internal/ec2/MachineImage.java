package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Makes a machine image of an instance, without a reboot. */
final class MachineImage implements StepHandler<MachineImage.Images> {
    static final String KIND = "aws.ec2.create-image";

    private final Clients clients;

    MachineImage(Clients clients) {
        this.clients = clients;
    }

    /** The ids of the images, sorted. */
    record Images(List<String> ids) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        instance.description();
        return List.of(instance.step(KIND, instance.ref())
                .phase(Phase.PERSISTENT_EVIDENCE)
                .effect(Effect.COLLECT)
                .summary("Make a machine image of " + instance.id() + ", without a reboot")
                .addNotes("Without a reboot the image is as after a power cut; it stays after a release")
                .addPermissions("ec2:DescribeImages", "ec2:CreateImage", "ec2:CreateTags")
                .calls(3)
                .build());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Images> stateType() {
        return Images.class;
    }

    @Override
    public Images observe(StepContext context) {
        return new Images(clients
                .ec2(context.step().resource())
                .describeImagesPaginator(request -> request.owners("self").filters(Marks.madeBy(context)))
                .images()
                .stream()
                .filter(image -> image.state() != ImageState.FAILED && image.state() != ImageState.ERROR)
                .map(Image::imageId)
                .sorted()
                .toList());
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:CreateImage");
    }

    @Override
    public void apply(StepContext context, Images before) {
        var marks = Marks.of(context);
        String instance = context.step().resource().id();
        // At most 128 characters: 10 + 64 of the incident + 20 of the instance + 26 of the step.
        String name = "firebreak-" + context.incident().id() + "-" + instance + "-"
                + context.step().id();
        clients.ec2SendingOnce(context.step().resource())
                .createImage(request -> request.instanceId(instance)
                        .name(name)
                        .noReboot(true)
                        .tagSpecifications(
                                Marks.specification(ResourceType.IMAGE, marks),
                                Marks.specification(ResourceType.SNAPSHOT, marks)));
    }

    @Override
    public boolean verify(StepContext context, Images now) {
        return !now.ids().isEmpty();
    }

    @Override
    public void revert(StepContext context, Images before, Images now) {
        throw new IllegalStateException("Cannot revert evidence");
    }
}
