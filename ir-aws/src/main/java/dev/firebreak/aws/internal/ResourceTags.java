package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.iam.model.Tag;

/** Reads the tags of the kinds of resource that guards ask about. */
public final class ResourceTags {
    private ResourceTags() {}

    public static Map<String, String> read(Clients clients, TargetRef resource) {
        return switch (resource.type()) {
            case "ec2-instance" -> instance(clients, resource);
            case "iam-user" -> user(clients, resource);
            case "iam-role" -> role(clients, resource);
            default -> Map.of();
        };
    }

    private static Map<String, String> instance(Clients clients, TargetRef instance) {
        return clients
                .ec2(instance)
                .describeTagsPaginator(request -> request.filters(Filter.builder()
                        .name("resource-id")
                        .values(instance.id())
                        .build()))
                .tags()
                .stream()
                .collect(Collectors.toMap(TagDescription::key, TagDescription::value));
    }

    private static Map<String, String> user(Clients clients, TargetRef user) {
        return clients.iam(user).listUserTagsPaginator(request -> request.userName(user.id())).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static Map<String, String> role(Clients clients, TargetRef role) {
        return clients.iam(role).listRoleTagsPaginator(request -> request.roleName(role.id())).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
