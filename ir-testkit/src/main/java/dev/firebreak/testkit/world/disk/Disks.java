package dev.firebreak.testkit.world.disk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes on the volumes of a Region, and in its snapshots.
 *
 * <p>A snapshot keeps the bytes of its volume as they were, and a volume made of a snapshot begins with them. A volume of a public
 * image begins with a boot sector and a few files; all other volumes are empty until somebody writes:
 *
 * <pre>{@code
 * Disks.of(region).write(volumeId, 1_048_576, "evidence".getBytes(UTF_8));
 * }</pre>
 */
public final class Disks implements ServiceState {
    private final Region region;
    private final SortedMap<String, Blocks> volumes = new TreeMap<>();
    private final SortedMap<String, Blocks> snapshots = new TreeMap<>();

    private Disks(Region region) {
        this.region = region;
    }

    /** The disks of a Region. */
    public static Disks of(Region region) {
        return region.state(Disks.class, Disks::new);
    }

    /** The content of a volume. */
    public Blocks volume(String volumeId) {
        Blocks own = volumes.get(volumeId);
        if (own != null) {
            return own;
        }
        String source = region.ec2().volumes().find(volumeId).orElseThrow().snapshotId();
        return source != null && ofPublicImage(source) ? SampleDisk.ROOT : Blocks.EMPTY;
    }

    /** Public images have no snapshots that could be described. */
    private boolean ofPublicImage(String snapshotId) {
        return region.ec2().images().by(Ec2State.BY_SNAPSHOT, snapshotId).stream()
                .anyMatch(image -> "amazon".equals(image.imageOwnerAlias()));
    }

    /** Sets the content of a volume. */
    public void volume(String volumeId, Blocks content) {
        volumes.put(volumeId, content);
    }

    /** Writes bytes on a volume, as the instance that it is attached to does. */
    public void write(String volumeId, long offset, byte[] bytes) {
        volume(volumeId, volume(volumeId).write(offset, bytes));
    }

    /** Forgets a volume. */
    public void forgetVolume(String volumeId) {
        volumes.remove(volumeId);
    }

    /** The content of a snapshot. */
    public Blocks snapshot(String snapshotId) {
        Blocks own = snapshots.get(snapshotId);
        if (own != null) {
            return own;
        }
        return ofPublicImage(snapshotId) ? SampleDisk.ROOT : Blocks.EMPTY;
    }

    /** Sets the content of a snapshot. */
    public void snapshot(String snapshotId, Blocks content) {
        snapshots.put(snapshotId, content);
    }

    /** Forgets a snapshot. */
    public void forgetSnapshot(String snapshotId) {
        snapshots.remove(snapshotId);
    }

    /** The content of volumes only: that of an EBS snapshot never changes, and comes and goes with it. */
    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        volumes.forEach((id, content) -> json.put(id, content.digest()));
        return json;
    }
}
