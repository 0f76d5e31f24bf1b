package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

class InstanceAttributeCasesTest extends Ec2Cases {
    private static final String MODIFY =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html";
    private static final String DESCRIBE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html";
    private static final String RESET =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetInstanceAttribute.html";

    private Ec2Client ec2;
    private String id;

    @BeforeEach
    void launchOne() {
        ec2 = ec2();
        id = launch().id();
    }

    private void modify(Consumer<ModifyInstanceAttributeRequest.Builder> change) {
        ec2.modifyInstanceAttribute(request -> change.accept(request.instanceId(id)));
    }

    private DescribeInstanceAttributeResponse attribute(String name) {
        return ec2.describeInstanceAttribute(request -> request.instanceId(id).attribute(name));
    }

    @Test
    @AwsFact(value = "One attribute can be modified at a time", source = MODIFY)
    void modify_twoAttributes_isRefused() {
        assertThat(Refused.by(() -> modify(request -> request.disableApiTermination(value -> value.value(true))
                        .disableApiStop(value -> value.value(true)))))
                .startsWith("InvalidParameterCombination: ");
        assertThat(attribute("disableApiTermination").disableApiTermination().value())
                .isFalse();
        assertThat(Refused.by(() -> modify(request -> {}))).startsWith("InvalidParameterCombination: ");
    }

    @Test
    @AwsFact(value = "The groups of an instance with several interfaces are those of the interfaces", source = MODIFY)
    void modify_groupsOfTwoInterfaces_isRefused() {
        String two = Estate.in(fake)
                .launch(InstanceSpec.named("router").interfaces(2))
                .id();
        String group = state().securityGroups().all().iterator().next().id();

        for (Runnable call : List.<Runnable>of(
                () -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId(two).groups(group)),
                () -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId(two).sourceDestCheck(value -> value.value(false))),
                () -> ec2.describeInstanceAttribute(
                        request -> request.instanceId(two).attribute("groupSet")))) {
            assertThat(Refused.by(call)).startsWith("InvalidInstanceID: There are multiple interfaces attached");
        }
    }

    @Test
    @AwsFact(value = "Type, user data and EBS optimization change while the instance is stopped only", source = MODIFY)
    void modify_running_isRefusedUntilStopped() {
        List<Consumer<ModifyInstanceAttributeRequest.Builder>> changes = List.of(
                request -> request.instanceType(value -> value.value("m5.large")),
                request -> request.userData(value -> value.value(SdkBytes.fromUtf8String("ZXZpZGVuY2U="))),
                request -> request.ebsOptimized(value -> value.value(true)));

        changes.forEach(change -> assertThat(Refused.by(() -> modify(change))).startsWith("IncorrectInstanceState: "));
        ec2.stopInstances(request -> request.instanceIds(id));
        changes.forEach(this::modify);

        assertThat(attribute("instanceType").instanceType().value()).isEqualTo("m5.large");
        assertThat(attribute("userData").userData().value()).isEqualTo("ZXZpZGVuY2U=");
        assertThat(attribute("ebsOptimized").ebsOptimized().value()).isTrue();
    }

    @Test
    @AwsFact(value = "Protection and shutdown behavior change in any state of a living instance", source = MODIFY)
    void modify_running_changesTheFlags() {
        modify(request -> request.disableApiTermination(value -> value.value(true)));
        modify(request -> request.disableApiStop(value -> value.value(true)));
        modify(request -> request.attribute("instanceInitiatedShutdownBehavior").value("terminate"));

        assertThat(attribute("disableApiTermination").disableApiTermination().value())
                .isTrue();
        assertThat(attribute("disableApiStop").disableApiStop().value()).isTrue();
        assertThat(attribute("instanceInitiatedShutdownBehavior")
                        .instanceInitiatedShutdownBehavior()
                        .value())
                .isEqualTo("terminate");
        assertThat(Refused.by(() ->
                        modify(request -> request.instanceInitiatedShutdownBehavior(value -> value.value("burn")))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(value = "The source/destination check can be reset, and is then enabled", source = RESET)
    void reset_sourceDestCheck_enablesIt() {
        modify(request -> request.sourceDestCheck(value -> value.value(false)));
        assertThat(attribute("sourceDestCheck").sourceDestCheck().value()).isFalse();

        ec2.resetInstanceAttribute(request -> request.instanceId(id).attribute("sourceDestCheck"));

        assertThat(attribute("sourceDestCheck").sourceDestCheck().value()).isTrue();
        assertThat(Refused.by(() -> ec2.resetInstanceAttribute(
                        request -> request.instanceId(id).attribute("userData"))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(value = "An attribute that instances do not have is refused", source = DESCRIBE)
    void describe_unknownAttribute_isRefused() {
        assertThat(Refused.by(() -> attribute("color"))).startsWith("InvalidParameterValue: ");
    }
}
