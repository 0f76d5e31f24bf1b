package dev.firebreak.testkit.service.secretsmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** A secret: what is told of it, its versions with their staging labels, its policy and tags. */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
    private final SortedMap<String, String> stages = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private DescribeSecretResponse facts;
    private @Nullable String policy;

    Secret(DescribeSecretResponse facts) {
        this.facts = facts;
    }

    String name() {
        return facts.name();
    }

    String arn() {
        return facts.arn();
    }

    /** What {@code DescribeSecret} answers, without versions and tags. */
    DescribeSecretResponse facts() {
        return facts;
    }

    void change(UnaryOperator<DescribeSecretResponse.Builder> change) {
        facts = change.apply(facts.toBuilder()).build();
    }

    boolean isMarkedForDeletion() {
        return facts.deletedDate() != null;
    }

    Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    void setPolicy(@Nullable String document) {
        policy = document;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    List<Tag> tagList() {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    Map<String, SecretVersion> versions() {
        return versions;
    }

    /** The version that has a staging label. */
    Optional<SecretVersion> staged(String stage) {
        return Optional.ofNullable(stages.get(stage)).map(versions::get);
    }

    /** The staging labels of a version; none when it is deprecated. */
    List<String> stagesOf(String versionId) {
        return stages.entrySet().stream()
                .filter(stage -> stage.getValue().equals(versionId))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Moves a label to a version. The version that was current becomes the previous one. */
    void stage(String stage, String versionId) {
        String before = stages.put(stage, versionId);
        if (stage.equals(CURRENT) && before != null && !before.equals(versionId)) {
            stages.put(PREVIOUS, before);
        }
    }

    void unstage(String stage) {
        stages.remove(stage);
    }

    /** The versions that have labels, with these. */
    Map<String, List<String>> versionsToStages() {
        Map<String, List<String>> labels = new TreeMap<>();
        stages.forEach((stage, version) ->
                labels.computeIfAbsent(version, made -> new ArrayList<>()).add(stage));
        return labels;
    }

    ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("description", facts.description())
                .put("kmsKeyId", facts.kmsKeyId())
                .put(
                        "rotation",
                        facts.rotationLambdaARN() + " " + facts.rotationEnabled() + " " + facts.rotationRules())
                .put("policy", policy);
        if (facts.deletedDate() != null) {
            json.put("deletedDate", facts.deletedDate().toString());
        }
        ObjectNode labels = json.putObject("stages");
        stages.forEach(labels::put);
        ObjectNode tagNode = json.putObject("tags");
        tags.forEach(tagNode::put);
        return json;
    }
}
