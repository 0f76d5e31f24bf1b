package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DisableSnapshotBlockPublicAccessRequest;
import software.amazon.awssdk.services.ec2.model.DisableSnapshotBlockPublicAccessResponse;
import software.amazon.awssdk.services.ec2.model.EnableSnapshotBlockPublicAccessRequest;
import software.amazon.awssdk.services.ec2.model.EnableSnapshotBlockPublicAccessResponse;
import software.amazon.awssdk.services.ec2.model.GetSnapshotBlockPublicAccessStateRequest;
import software.amazon.awssdk.services.ec2.model.GetSnapshotBlockPublicAccessStateResponse;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Sharing snapshots with other accounts and with everybody, and blocking that. */
final class SnapshotSharingOperations {
    private static final String PERMISSION = "createVolumePermission";

    private SnapshotSharingOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "ModifySnapshotAttribute",
                        ModifySnapshotAttributeRequest::builder,
                        SnapshotSharingOperations::modify)
                .on("ResetSnapshotAttribute", ResetSnapshotAttributeRequest::builder, SnapshotSharingOperations::reset)
                .on(
                        "DescribeSnapshotAttribute",
                        DescribeSnapshotAttributeRequest::builder,
                        SnapshotSharingOperations::describe)
                .on(
                        "EnableSnapshotBlockPublicAccess",
                        EnableSnapshotBlockPublicAccessRequest::builder,
                        SnapshotSharingOperations::block)
                .on(
                        "DisableSnapshotBlockPublicAccess",
                        DisableSnapshotBlockPublicAccessRequest::builder,
                        SnapshotSharingOperations::unblock)
                .on(
                        "GetSnapshotBlockPublicAccessState",
                        GetSnapshotBlockPublicAccessStateRequest::builder,
                        SnapshotSharingOperations::blocked);
    }

    private static ModifySnapshotAttributeResponse modify(Call call, ModifySnapshotAttributeRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "snapshotId"));
        Receivers added = added(request);
        Receivers removed = removed(request);
        if (added.isEmpty() && removed.isEmpty()) {
            throw Refusals.combination("No attributes specified.");
        }
        if (!added.isEmpty()) {
            checkShareable(call, snapshot, added);
        }
        Set<String> with = new TreeSet<>(Sharing.of(call.world()).with(snapshot.snapshotId()));
        with.addAll(added.all());
        with.removeAll(removed.all());
        Sharing.of(call.world()).set(call, snapshot.snapshotId(), with);
        return ModifySnapshotAttributeResponse.builder().build();
    }

    private static Receivers added(ModifySnapshotAttributeRequest request) {
        var receivers = new Receivers();
        if (request.createVolumePermission() != null) {
            request.createVolumePermission().add().forEach(each -> receivers.add(each.userId(), each.groupAsString()));
        }
        if ("add".equals(request.operationTypeAsString())) {
            request.userIds().forEach(receivers::addUser);
            request.groupNames().forEach(receivers::addGroup);
        }
        return receivers;
    }

    private static Receivers removed(ModifySnapshotAttributeRequest request) {
        var receivers = new Receivers();
        if (request.createVolumePermission() != null) {
            request.createVolumePermission()
                    .remove()
                    .forEach(each -> receivers.add(each.userId(), each.groupAsString()));
        }
        if ("remove".equals(request.operationTypeAsString())) {
            request.userIds().forEach(receivers::addUser);
            request.groupNames().forEach(receivers::addGroup);
        }
        return receivers;
    }

    private static void checkShareable(Call call, Snapshot snapshot, Receivers added) {
        if (EbsDefaults.isManaged(call, snapshot.kmsKeyId())) {
            throw AwsError.of("OperationNotPermitted", "Encrypted snapshots with EBS default key cannot be shared");
        }
        if (!added.everybody()) {
            return;
        }
        if (Boolean.TRUE.equals(snapshot.encrypted())) {
            throw AwsError.of("OperationNotPermitted", "Encrypted snapshots cannot be shared publicly");
        }
        if (!StorageState.of(call).snapshotBlock().equals("unblocked")) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "Public sharing of snapshots is blocked in this Region by block public access for snapshots");
        }
    }

    private static ResetSnapshotAttributeResponse reset(Call call, ResetSnapshotAttributeRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "snapshotId"));
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        if (!attribute.equals(PERMISSION)) {
            throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        Sharing.of(call.world()).set(call, snapshot.snapshotId(), List.of());
        return ResetSnapshotAttributeResponse.builder().build();
    }

    private static DescribeSnapshotAttributeResponse describe(Call call, DescribeSnapshotAttributeRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "snapshotId"));
        var answer = DescribeSnapshotAttributeResponse.builder().snapshotId(snapshot.snapshotId());
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        if (attribute.equals(PERMISSION)) {
            answer.createVolumePermissions(Sharing.of(call.world()).with(snapshot.snapshotId()).stream()
                    .map(SnapshotSharingOperations::permission)
                    .toList());
        } else if (!attribute.equals("productCodes")) {
            throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        return answer.build();
    }

    private static CreateVolumePermission permission(String receiver) {
        var permission = CreateVolumePermission.builder();
        return (receiver.equals(Sharing.EVERYBODY) ? permission.group(receiver) : permission.userId(receiver)).build();
    }

    private static EnableSnapshotBlockPublicAccessResponse block(
            Call call, EnableSnapshotBlockPublicAccessRequest request) {
        String state = Refusals.required(request.stateAsString(), "State");
        if (!List.of("block-all-sharing", "block-new-sharing").contains(state)) {
            throw Refusals.value("Invalid value '%s' for State.", state);
        }
        StorageState.of(call).snapshotBlock(state);
        return EnableSnapshotBlockPublicAccessResponse.builder().state(state).build();
    }

    private static DisableSnapshotBlockPublicAccessResponse unblock(
            Call call, DisableSnapshotBlockPublicAccessRequest request) {
        StorageState.of(call).snapshotBlock("unblocked");
        return DisableSnapshotBlockPublicAccessResponse.builder()
                .state("unblocked")
                .build();
    }

    private static GetSnapshotBlockPublicAccessStateResponse blocked(
            Call call, GetSnapshotBlockPublicAccessStateRequest request) {
        return GetSnapshotBlockPublicAccessStateResponse.builder()
                .state(StorageState.of(call).snapshotBlock())
                .managedBy("account")
                .build();
    }
}
