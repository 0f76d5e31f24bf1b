package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Reads;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Tag;

/** Reads the tags of the kinds of resource that guards ask about. */
public final class ResourceTags {
    private ResourceTags() {}

    public static Map<String, String> read(Clients clients, TargetRef resource, Reads reads) {
        return switch (resource.type()) {
            case "ec2-instance" -> instance(clients, resource, reads);
            case "iam-user" -> user(clients, resource);
            case "iam-role" -> role(clients, resource);
            default -> Map.of();
        };
    }

    private static Map<String, String> instance(Clients clients, TargetRef target, Reads reads) {
        return new Instances(clients)
                .find(target, reads)
                .map(instance -> instance.tags().stream()
                        .collect(Collectors.toMap(
                                software.amazon.awssdk.services.ec2.model.Tag::key,
                                software.amazon.awssdk.services.ec2.model.Tag::value)))
                .orElse(Map.of());
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
