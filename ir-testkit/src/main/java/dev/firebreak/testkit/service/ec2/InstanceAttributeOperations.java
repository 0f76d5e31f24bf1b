package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.service.ec2.storage.Volumes;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResetInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** The attributes of instances, changed one at a time. */
final class InstanceAttributeOperations {
    private InstanceAttributeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "DescribeInstanceAttribute",
                        DescribeInstanceAttributeRequest::builder,
                        InstanceAttributeOperations::describe)
                .on(
                        "ModifyInstanceAttribute",
                        ModifyInstanceAttributeRequest::builder,
                        InstanceAttributeOperations::modify)
                .on(
                        "ResetInstanceAttribute",
                        ResetInstanceAttributeRequest::builder,
                        InstanceAttributeOperations::reset)
                .on(
                        "ModifyInstanceMetadataOptions",
                        ModifyInstanceMetadataOptionsRequest::builder,
                        InstanceAttributeOperations::modifyMetadataOptions);
    }

    private static DescribeInstanceAttributeResponse describe(Call call, DescribeInstanceAttributeRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        Instance view = InstanceView.of(call, instance);
        var answer = DescribeInstanceAttributeResponse.builder().instanceId(instance.id());
        switch (attribute) {
            case "disableApiTermination" ->
                answer.disableApiTermination(value -> value.value(instance.terminationProtected()));
            case "disableApiStop" -> answer.disableApiStop(value -> value.value(instance.stopProtected()));
            case "instanceInitiatedShutdownBehavior" ->
                answer.instanceInitiatedShutdownBehavior(value -> value.value(instance.shutdownBehavior()));
            case "userData" ->
                answer.userData(value -> value.value(instance.userData().isEmpty() ? null : instance.userData()));
            case "instanceType" -> answer.instanceType(value -> value.value(view.instanceTypeAsString()));
            case "rootDeviceName" -> answer.rootDeviceName(value -> value.value(view.rootDeviceName()));
            case "ebsOptimized" -> answer.ebsOptimized(value -> value.value(view.ebsOptimized()));
            case "enaSupport" -> answer.enaSupport(value -> value.value(view.enaSupport()));
            case "sourceDestCheck" ->
                answer.sourceDestCheck(value ->
                        value.value(Interfaces.only(call, instance.id()).sourceDestCheck()));
            case "groupSet" ->
                answer.groups(Interfaces.only(call, instance.id()).groups());
            case "blockDeviceMapping" -> answer.blockDeviceMappings(view.blockDeviceMappings());
            default -> throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        return answer.build();
    }

    private static ModifyInstanceAttributeResponse modify(Call call, ModifyInstanceAttributeRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        ModifyInstanceAttributeRequest typed = fromText(request);
        String attribute = attribute(typed);
        if (instance.in(call.now(), InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in a state from which its attributes can be modified.", instance.id());
        }
        switch (attribute) {
            case "disableApiTermination" ->
                instance.terminationProtected(typed.disableApiTermination().value());
            case "disableApiStop" ->
                instance.stopProtected(typed.disableApiStop().value());
            case "instanceInitiatedShutdownBehavior" ->
                shutdownBehavior(
                        instance, typed.instanceInitiatedShutdownBehavior().value());
            case "groupSet" -> Interfaces.setGroups(call, Interfaces.only(call, instance.id()), typed.groups());
            case "sourceDestCheck" ->
                sourceDestCheck(call, instance, typed.sourceDestCheck().value());
            case "blockDeviceMapping" -> deleteOnTermination(call, instance, typed.blockDeviceMappings());
            default -> whileStopped(call, instance, typed);
        }
        return ModifyInstanceAttributeResponse.builder().build();
    }

    /** Kernel and RAM disk, which can be reset as well, only paravirtual instances have. */
    private static ResetInstanceAttributeResponse reset(Call call, ResetInstanceAttributeRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        if (!attribute.equals("sourceDestCheck")) {
            throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        sourceDestCheck(call, instance, true);
        return ResetInstanceAttributeResponse.builder().build();
    }

    private static String attribute(ModifyInstanceAttributeRequest request) {
        Map<String, Boolean> given = new HashMap<>();
        given.put("disableApiTermination", request.disableApiTermination() != null);
        given.put("disableApiStop", request.disableApiStop() != null);
        given.put("instanceInitiatedShutdownBehavior", request.instanceInitiatedShutdownBehavior() != null);
        given.put("groupSet", !request.groups().isEmpty());
        given.put("sourceDestCheck", request.sourceDestCheck() != null);
        given.put("blockDeviceMapping", !request.blockDeviceMappings().isEmpty());
        given.put("userData", request.userData() != null);
        given.put("instanceType", request.instanceType() != null);
        given.put("ebsOptimized", request.ebsOptimized() != null);
        return Refusals.onlyOne(given);
    }

    /** The same request when it names its attribute by {@code Attribute} and {@code Value}. */
    private static ModifyInstanceAttributeRequest fromText(ModifyInstanceAttributeRequest request) {
        String attribute = request.attributeAsString();
        String text = request.value();
        if (attribute == null || text == null) {
            return request;
        }
        return switch (attribute) {
            case "disableApiTermination" ->
                request.copy(copy -> copy.disableApiTermination(value -> value.value(Boolean.valueOf(text))));
            case "disableApiStop" ->
                request.copy(copy -> copy.disableApiStop(value -> value.value(Boolean.valueOf(text))));
            case "instanceInitiatedShutdownBehavior" ->
                request.copy(copy -> copy.instanceInitiatedShutdownBehavior(value -> value.value(text)));
            case "instanceType" -> request.copy(copy -> copy.instanceType(value -> value.value(text)));
            default -> throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        };
    }

    private static void shutdownBehavior(Ec2Instance instance, String value) {
        if (!List.of("stop", "terminate").contains(value)) {
            throw Refusals.value("Invalid value '%s' for instanceInitiatedShutdownBehavior.", value);
        }
        instance.shutdownBehavior(value);
    }

    private static void sourceDestCheck(Call call, Ec2Instance instance, boolean value) {
        NetworkInterface eni = Interfaces.only(call, instance.id());
        Interfaces.put(call, eni.copy(copy -> copy.sourceDestCheck(value)));
    }

    private static void deleteOnTermination(
            Call call, Ec2Instance instance, List<InstanceBlockDeviceMappingSpecification> mappings) {
        Ec2State state = call.region().ec2();
        Map<String, Volume> byDevice = new HashMap<>();
        Volumes.of(call, instance)
                .forEach(volume -> byDevice.put(volume.attachments().get(0).device(), volume));
        for (var mapping : mappings) {
            if (!byDevice.containsKey(mapping.deviceName())) {
                throw Refusals.value(
                        "No device is currently mapped at %s on instance %s", mapping.deviceName(), instance.id());
            }
        }
        for (var mapping : mappings) {
            Boolean delete = mapping.ebs() == null ? null : mapping.ebs().deleteOnTermination();
            Volume volume = byDevice.get(mapping.deviceName());
            if (volume != null && delete != null) {
                var attachment = volume.attachments().get(0).copy(copy -> copy.deleteOnTermination(delete));
                state.volumes().put(volume.copy(copy -> copy.attachments(attachment)));
            }
        }
    }

    private static void whileStopped(Call call, Ec2Instance instance, ModifyInstanceAttributeRequest request) {
        if (!instance.in(call.now(), InstanceStateName.STOPPED)) {
            throw Refusals.instanceState("The instance '%s' is not in the 'stopped' state.", instance.id());
        }
        if (request.userData() != null) {
            byte[] bytes = request.userData().value() == null
                    ? new byte[0]
                    : request.userData().value().asByteArray();
            instance.userData(new String(bytes, StandardCharsets.UTF_8));
        } else if (request.instanceType() != null) {
            instance.change(copy -> copy.instanceType(request.instanceType().value()));
        } else {
            instance.change(copy -> copy.ebsOptimized(request.ebsOptimized().value()));
        }
    }

    private static ModifyInstanceMetadataOptionsResponse modifyMetadataOptions(
            Call call, ModifyInstanceMetadataOptionsRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in the 'running' or 'stopped' states.", instance.id());
        }
        Integer hops = request.httpPutResponseHopLimit();
        if (hops != null && (hops < 1 || hops > 64)) {
            throw Refusals.value("Invalid value '%d' for HttpPutResponseHopLimit. Valid values are 1 to 64.", hops);
        }
        InstanceMetadataOptionsResponse old = instance.launched().metadataOptions();
        InstanceMetadataOptionsResponse changed = old.copy(copy -> copy.httpTokens(
                        Objects.requireNonNullElse(request.httpTokensAsString(), old.httpTokensAsString()))
                .httpEndpoint(Objects.requireNonNullElse(request.httpEndpointAsString(), old.httpEndpointAsString()))
                .httpProtocolIpv6(
                        Objects.requireNonNullElse(request.httpProtocolIpv6AsString(), old.httpProtocolIpv6AsString()))
                .httpPutResponseHopLimit(Objects.requireNonNullElse(hops, old.httpPutResponseHopLimit()))
                .instanceMetadataTags(Objects.requireNonNullElse(
                        request.instanceMetadataTagsAsString(), old.instanceMetadataTagsAsString())));
        instance.change(copy -> copy.metadataOptions(changed));
        return ModifyInstanceMetadataOptionsResponse.builder()
                .instanceId(instance.id())
                .instanceMetadataOptions(changed.copy(copy -> copy.state("pending")))
                .build();
    }
}
