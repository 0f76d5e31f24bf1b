package dev.firebreak.testkit.service.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.kms.crypto.KeyMaterial;
import dev.firebreak.testkit.world.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** A KMS key: what KMS tells of it, its policy, tags and grants, and its secret, which nobody is told. */
public final class KmsKey {
    private final Region region;
    private final KeyMaterial material;
    private final KeyRotation rotation;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private KeyMetadata metadata;
    private String policy;

    KmsKey(Region region, KeyMetadata metadata, String policy) {
        this.region = region;
        this.metadata = metadata;
        this.policy = policy;
        this.material = new KeyMaterial(metadata.keySpec(), region.world().ids());
        this.rotation = new KeyRotation();
    }

    /** The key id, a UUID, or {@code mrk-} and 32 digits for a multi-Region key. */
    public String id() {
        return metadata.keyId();
    }

    /** The key's ARN. */
    public String arn() {
        return metadata.arn();
    }

    /** What {@code DescribeKey} answers. */
    public KeyMetadata metadata() {
        return metadata;
    }

    /** The key policy. */
    public String policy() {
        return policy;
    }

    /** The tags. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** Whether the key can be used now: neither disabled, nor about to be deleted, nor without its material. */
    public boolean isUsable() {
        return metadata.keyState() == KeyState.ENABLED;
    }

    /** Whether AWS manages the key for a service, so that it can be used through that service only. */
    public boolean isAwsManaged() {
        return metadata.keyManager() == KeyManagerType.AWS;
    }

    public Region region() {
        return region;
    }

    public KeyMaterial material() {
        return material;
    }

    KeyRotation rotation() {
        return rotation;
    }

    Map<String, Grant> grants() {
        return grants;
    }

    void change(UnaryOperator<KeyMetadata.Builder> change) {
        metadata = change.apply(metadata.toBuilder()).build();
    }

    void setState(KeyState state) {
        change(builder -> builder.keyState(state).enabled(state == KeyState.ENABLED));
    }

    void setPolicy(String document) {
        policy = document;
    }

    ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("description", metadata.description())
                .put("spec", metadata.keySpecAsString())
                .put("usage", metadata.keyUsageAsString())
                .put("state", metadata.keyStateAsString())
                .put("policy", policy);
        if (metadata.deletionDate() != null) {
            json.put("deletionDate", metadata.deletionDate().toString());
        }
        ObjectNode tagNode = json.putObject("tags");
        tags.forEach(tagNode::put);
        ObjectNode grantNode = json.putObject("grants");
        grants.forEach((id, grant) -> grantNode.put(id, grant.entry().toString()));
        return json.put("rotation", rotation.describe());
    }
}
