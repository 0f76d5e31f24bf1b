package dev.firebreak.testkit.service.ssm.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.guest.GuestFile;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The parameters of an account in a Region, and the tags of its parameters and documents. */
public final class SsmParameters implements ServiceState {
    private static final String IMAGES = "/aws/service/ami-amazon-linux-latest/";
    private static final int KEPT_VERSIONS = 100;

    private final Region region;
    private final SortedMap<String, List<Version>> byName = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> tags = new TreeMap<>();

    private SsmParameters(Region region) {
        this.region = region;
    }

    /**
     * One version of a parameter.
     *
     * @param parameter what {@code GetParameter} answers
     * @param request what it was put with
     * @param by the ARN of who put it
     */
    record Version(Parameter parameter, PutParameterRequest request, String by) {}

    /** The parameters of a Region. */
    public static SsmParameters of(Region region) {
        return region.state(SsmParameters.class, SsmParameters::new);
    }

    SortedMap<String, List<Version>> all() {
        return byName;
    }

    /** The versions of a parameter, the oldest first. */
    Optional<List<Version>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void put(String name, Version version) {
        List<Version> versions = byName.computeIfAbsent(name, made -> new ArrayList<>());
        versions.add(version);
        if (versions.size() > KEPT_VERSIONS) {
            versions.remove(0);
        }
    }

    boolean remove(String name) {
        tags.remove("Parameter/" + name);
        return byName.remove(name) != null;
    }

    SortedMap<String, String> tags(String resource) {
        return tags.computeIfAbsent(resource, made -> new TreeMap<>());
    }

    /** A parameter of AWS's own: the newest public image of a kind. */
    Optional<Parameter> ofAws(String name) {
        if (!name.startsWith(IMAGES)) {
            return Optional.empty();
        }
        String architecture = name.endsWith("arm64") ? "arm64" : "x86_64";
        return region.ec2().images().all().stream()
                .filter(image -> "amazon".equals(image.imageOwnerAlias()))
                .filter(image -> architecture.equals(image.architectureAsString()))
                .max(Comparator.comparing(Image::name))
                .map(image -> Parameter.builder()
                        .name(name)
                        .type(ParameterType.STRING)
                        .dataType("text")
                        .version(1L)
                        .value(image.imageId())
                        .arn("arn:aws:ssm:" + region.name() + "::parameter" + name)
                        .lastModifiedDate(Instant.parse(image.creationDate()))
                        .build());
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        byName.forEach((name, versions) -> {
            Parameter parameter = versions.get(versions.size() - 1).parameter();
            node.put(
                    name,
                    parameter.typeAsString() + " "
                            + GuestFile.of(parameter.value()).sha256());
        });
        tags.forEach((resource, values) -> {
            if (!values.isEmpty()) {
                node.put("tags of " + resource, values.toString());
            }
        });
        return node;
    }
}
