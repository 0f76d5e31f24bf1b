package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.config.model.Relationship;

/**
 * A resource as it is now. What costs is only made when the mark differs from the one before.
 *
 * @param key which resource
 * @param name its name; empty when it has none
 * @param arn its ARN
 * @param mark what tells whether it changed
 * @param details what is recorded of it
 */
record Observed(ResourceKey key, String name, String arn, Object mark, Supplier<Details> details) {

    /**
     * What is recorded of a resource.
     *
     * @param configuration its configuration
     * @param supplementary what belongs to it beside
     * @param tags its tags
     * @param relationships the resources it has to do with
     */
    record Details(
            ObjectNode configuration,
            Map<String, String> supplementary,
            Map<String, String> tags,
            List<Relationship> relationships) {}

    /** An object that is equal to itself only: an immutable one that was replaced has changed. */
    record Same(Object object) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    static Relationship relation(String name, String type, String id) {
        return Relationship.builder()
                .relationshipName(name)
                .resourceType(type)
                .resourceId(id)
                .build();
    }
}
