package dev.firebreak.testkit.service.iam.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.Glob;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which services the policies of an entity grant access to, whatever the conditions. */
final class Grants {
    private Grants() {}

    /** The holders of the policies that an entity has: itself, and the groups of a user. */
    static List<IamPrincipal> holders(IamPrincipal principal) {
        var holders = new ArrayList<IamPrincipal>(List.of(principal));
        if (principal instanceof IamUser user) {
            holders.addAll(user.groups().values());
        }
        return holders;
    }

    /** All documents that an entity has, those of its groups too. */
    static List<String> documents(IamPrincipal principal) {
        return holders(principal).stream()
                .flatMap(holder -> Stream.concat(
                        holder.inlinePolicies().values().stream(),
                        holder.attachedPolicies().values().stream()
                                .map(policy -> policy.defaultVersion().document())))
                .toList();
    }

    static boolean grants(Collection<String> documents, String namespace) {
        return documents.stream().anyMatch(document -> grants(document, namespace));
    }

    static boolean grants(String document, String namespace) {
        for (ObjectNode statement : PolicyDocuments.statements(PolicyDocuments.read(document))) {
            boolean allows = statement.path("Effect").asText().equals("Allow");
            boolean named = statement.has("NotAction")
                    || PolicyDocuments.texts(statement.get("Action")).stream()
                            .anyMatch(action -> Glob.matches(
                                    Glob.pattern(action.split(":", 2)[0].toLowerCase(Locale.ROOT)),
                                    namespace.toLowerCase(Locale.ROOT)));
            if (allows && named) {
                return true;
            }
        }
        return false;
    }

    /** The users and roles that a group, a policy, or the user or role itself stands for. */
    static List<IamPrincipal> actors(Object entity) {
        if (entity instanceof IamGroup group) {
            return List.copyOf(group.members().values());
        }
        if (entity instanceof ManagedPolicy policy) {
            return policy.attachments().stream()
                    .flatMap(holder -> actors(holder).stream())
                    .distinct()
                    .toList();
        }
        return entity instanceof IamUser || entity instanceof IamRole ? List.of((IamPrincipal) entity) : List.of();
    }
}
