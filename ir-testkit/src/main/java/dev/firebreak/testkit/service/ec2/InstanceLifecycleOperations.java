package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.instance.StateChanges;
import dev.firebreak.testkit.service.ec2.network.Addresses;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.service.ec2.storage.Volumes;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** The life of instances: run, start, stop, reboot, terminate. */
final class InstanceLifecycleOperations {
    private static final StateReason KEY_PROBLEM = StateReason.builder()
            .code("Client.InternalError")
            .message("Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state")
            .build();

    private InstanceLifecycleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("RunInstances", RunInstancesRequest::builder, InstanceLifecycleOperations::run)
                .on("StartInstances", StartInstancesRequest::builder, InstanceLifecycleOperations::startAll)
                .on("StopInstances", StopInstancesRequest::builder, InstanceLifecycleOperations::stopAll)
                .on("RebootInstances", RebootInstancesRequest::builder, InstanceLifecycleOperations::rebootAll)
                .on(
                        "TerminateInstances",
                        TerminateInstancesRequest::builder,
                        InstanceLifecycleOperations::terminateAll);
    }

    private static RunInstancesResponse run(Call call, RunInstancesRequest request) {
        var reservation = InstanceOperations.reservations(call, InstanceLauncher.launch(call, request))
                .get(0);
        return RunInstancesResponse.builder()
                .reservationId(reservation.reservationId())
                .ownerId(reservation.ownerId())
                .instances(reservation.instances())
                .build();
    }

    private static StartInstancesResponse startAll(Call call, StartInstancesRequest request) {
        Collection<Ec2Instance> instances = find(call, request.instanceIds());
        for (Ec2Instance instance : instances) {
            if (!instance.in(
                    call.now(), InstanceStateName.STOPPED, InstanceStateName.RUNNING, InstanceStateName.PENDING)) {
                throw Refusals.instanceState(
                        "The instance '%s' is not in a state from which it can be started.", instance.id());
            }
        }
        return StartInstancesResponse.builder()
                .startingInstances(change(call, instances, instance -> start(call, instance)))
                .build();
    }

    private static StopInstancesResponse stopAll(Call call, StopInstancesRequest request) {
        Collection<Ec2Instance> instances = find(call, request.instanceIds());
        if (Boolean.TRUE.equals(request.hibernate())) {
            throw AwsError.of(
                    "UnsupportedHibernationConfiguration",
                    "Hibernation is not enabled for the instance, so it cannot be hibernated.");
        }
        for (Ec2Instance instance : instances) {
            checkStoppable(call, instance);
        }
        return StopInstancesResponse.builder()
                .stoppingInstances(change(call, instances, instance -> stop(call, instance)))
                .build();
    }

    private static void checkStoppable(Call call, Ec2Instance instance) {
        if (instance.in(
                call.now(), InstanceStateName.PENDING, InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED)) {
            throw Refusals.instanceState(
                    "This instance '%s' is not in a state from which it can be stopped.", instance.id());
        }
        if (instance.stopProtected()) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.",
                    instance.id());
        }
    }

    private static RebootInstancesResponse rebootAll(Call call, RebootInstancesRequest request) {
        Collection<Ec2Instance> instances = find(call, request.instanceIds());
        for (Ec2Instance instance : instances) {
            if (!instance.in(call.now(), InstanceStateName.RUNNING)) {
                throw Refusals.instanceState("Instance '%s' is not running.", instance.id());
            }
        }
        instances.forEach(instance -> instance.rebooted(call.now()));
        return RebootInstancesResponse.builder().build();
    }

    /**
     * Terminates what is not protected. In a zone where one of the instances is protected, none is terminated, and the request
     * fails (API_TerminateInstances).
     */
    private static TerminateInstancesResponse terminateAll(Call call, TerminateInstancesRequest request) {
        Collection<Ec2Instance> instances = find(call, request.instanceIds());
        List<Ec2Instance> kept =
                instances.stream().filter(Ec2Instance::terminationProtected).toList();
        List<String> keptZones =
                kept.stream().map(InstanceLifecycleOperations::zone).toList();
        List<Ec2Instance> going = instances.stream()
                .filter(instance -> !keptZones.contains(zone(instance)))
                .toList();
        List<InstanceStateChange> changes = change(call, going, instance -> terminate(call, instance));
        if (!kept.isEmpty()) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
                    kept.get(0).id());
        }
        return TerminateInstancesResponse.builder()
                .terminatingInstances(changes)
                .build();
    }

    private static String zone(Ec2Instance instance) {
        return instance.launched().placement().availabilityZone();
    }

    private static Collection<Ec2Instance> find(Call call, List<String> ids) {
        return Kind.INSTANCE.get(call, Refusals.required(ids, "InstanceId"));
    }

    private static List<InstanceStateChange> change(
            Call call, Collection<Ec2Instance> instances, Consumer<Ec2Instance> change) {
        var changes = new ArrayList<InstanceStateChange>();
        for (Ec2Instance instance : instances) {
            InstanceState before = instance.apiState(call.now());
            change.accept(instance);
            changes.add(InstanceStateChange.builder()
                    .instanceId(instance.id())
                    .previousState(before)
                    .currentState(instance.apiState(call.now()))
                    .build());
        }
        return changes;
    }

    private static void start(Call call, Ec2Instance instance) {
        if (!instance.in(call.now(), InstanceStateName.STOPPED)) {
            return;
        }
        Ec2State state = call.region().ec2();
        boolean readable = Volumes.readable(call, instance);
        StateChanges.move(
                call,
                instance,
                InstanceStateName.PENDING,
                readable ? InstanceStateName.RUNNING : InstanceStateName.STOPPED,
                state.timing().start());
        if (!readable) {
            instance.change(launched ->
                    launched.stateTransitionReason("Server.InternalError").stateReason(KEY_PROBLEM));
            return;
        }
        instance.change(launched ->
                launched.launchTime(call.now()).stateTransitionReason(null).stateReason((StateReason) null));
        if (instance.publicAddress()) {
            Interfaces.of(call, instance.id()).stream()
                    .limit(1)
                    .filter(eni -> eni.association() == null)
                    .forEach(eni -> Addresses.assignPublic(call, eni));
        }
    }

    private static void stop(Call call, Ec2Instance instance) {
        if (!instance.in(call.now(), InstanceStateName.RUNNING)) {
            return;
        }
        Ec2State state = call.region().ec2();
        StateChanges.move(
                call,
                instance,
                InstanceStateName.STOPPING,
                InstanceStateName.STOPPED,
                state.timing().stop());
        instance.change(launched -> launched.stateTransitionReason("User initiated"));
        Interfaces.of(call, instance.id()).forEach(eni -> Addresses.releasePublic(call, eni));
    }

    /** Terminates an instance, and with it what is deleted on termination. */
    static void terminate(Call call, Ec2Instance instance) {
        if (instance.in(call.now(), InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED)) {
            return;
        }
        Ec2State state = call.region().ec2();
        state.terminated(instance.id());
        StateChanges.move(
                call,
                instance,
                InstanceStateName.SHUTTING_DOWN,
                InstanceStateName.TERMINATED,
                state.timing().terminate());
        instance.change(launched -> launched.stateTransitionReason("User initiated"));
        release(call, instance);
    }

    /** Terminates an instance that never ran, because EBS cannot use a key of its volumes. */
    static void failLaunch(Call call, Ec2Instance instance) {
        Ec2State state = call.region().ec2();
        state.terminated(instance.id());
        StateChanges.move(
                call,
                instance,
                InstanceStateName.PENDING,
                InstanceStateName.TERMINATED,
                state.timing().start());
        instance.change(launched ->
                launched.stateTransitionReason("Server.InternalError").stateReason(KEY_PROBLEM));
        release(call, instance);
    }

    private static void release(Call call, Ec2Instance instance) {
        Ec2State state = call.region().ec2();
        for (var eni : Interfaces.of(call, instance.id())) {
            if (Boolean.TRUE.equals(eni.attachment().deleteOnTermination())) {
                Interfaces.delete(call, eni);
            } else {
                Interfaces.detach(call, eni);
            }
        }
        state.volumes().by(Ec2State.BY_INSTANCE, instance.id()).forEach(volume -> Volumes.instanceGone(call, volume));
        state.profileAssociation(instance.id())
                .ifPresent(association -> state.profileAssociations().remove(association.id()));
    }
}
