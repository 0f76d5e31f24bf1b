package dev.firebreak.testkit.service.ec2.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.VolumeModification;

/** What a Region remembers of storage beside the volumes, snapshots and images themselves. */
public final class StorageState implements ServiceState {
    private final SortedMap<String, SnapshotLock> locks = new TreeMap<>();
    private final SortedMap<String, List<VolumeModification>> modifications = new TreeMap<>();
    private final Set<String> autoEnabledIo = new TreeSet<>();
    private final Set<String> copies = new HashSet<>();
    private final Map<String, Instant> completions = new TreeMap<>();
    private final EbsDefaults defaults = new EbsDefaults();
    private String snapshotBlock = "unblocked";

    private StorageState(Region region) {}

    /** The state in the account and Region of a call. */
    public static StorageState of(Call call) {
        return of(call.region());
    }

    static StorageState of(Region region) {
        return region.state(StorageState.class, StorageState::new);
    }

    /** The locks of snapshots, by snapshot id. */
    SortedMap<String, SnapshotLock> locks() {
        return locks;
    }

    /** The modifications of a volume, oldest first. */
    List<VolumeModification> modifications(String volumeId) {
        return modifications.computeIfAbsent(volumeId, made -> new ArrayList<>());
    }

    /** The modifications of all volumes that were modified, by volume id. */
    SortedMap<String, List<VolumeModification>> modifications() {
        return modifications;
    }

    /** The volumes with the attribute {@code autoEnableIO}. */
    Set<String> autoEnabledIo() {
        return autoEnabledIo;
    }

    /** The snapshots that are copies. */
    Set<String> copies() {
        return copies;
    }

    /** When snapshots are completed that do not simply take the usual time from their start on. */
    Map<String, Instant> completions() {
        return completions;
    }

    /** How new volumes are encrypted when nothing is said. */
    public EbsDefaults defaults() {
        return defaults;
    }

    /** The state of block public access for snapshots. */
    String snapshotBlock() {
        return snapshotBlock;
    }

    void snapshotBlock(String state) {
        snapshotBlock = state;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        locks.forEach((id, lock) -> json.put(id, lock.toString()));
        defaults.addTo(json);
        autoEnabledIo.forEach(id -> json.put(id, "autoEnableIO"));
        if (!snapshotBlock.equals("unblocked")) {
            json.put("snapshotBlockPublicAccess", snapshotBlock);
        }
        return json;
    }
}
