package dev.firebreak.testkit.service.config;

import static dev.firebreak.testkit.service.config.Observed.relation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.config.model.Relationship;

/** The IAM resources that Config records: users, roles, groups and the customer's policies. */
final class IamInventory {
    private static final String POLICY = "AWS::IAM::Policy";
    private static final String GROUP = "AWS::IAM::Group";

    private IamInventory() {}

    static List<Observed> of(Account account) {
        var found = new ArrayList<Observed>();
        account.iam().users().all().forEach(user -> found.add(user(user)));
        account.iam().roles().all().forEach(role -> found.add(role(role)));
        account.iam()
                .groups()
                .all()
                .forEach(group -> found.add(observed(GROUP, group, principal(group, "group"), relations(group))));
        account.iam().policies().values().stream()
                .filter(policy -> !policy.isOfAws())
                .forEach(policy -> found.add(observed(POLICY, policy, policy(policy), List.of())));
        return found;
    }

    private static Observed user(IamUser user) {
        ObjectNode json = principal(user, "user");
        ArrayNode groups = json.putArray("groupList");
        user.groups().keySet().forEach(groups::add);
        var relations = new ArrayList<>(relations(user));
        user.groups().values().forEach(group -> relations.add(relation("Is attached to Group", GROUP, group.id())));
        return observed("AWS::IAM::User", user, json, relations);
    }

    private static Observed role(IamRole role) {
        ObjectNode json = principal(role, "role");
        json.put("assumeRolePolicyDocument", encoded(role.trustPolicy()));
        ArrayNode profiles = json.putArray("instanceProfileList");
        role.instanceProfiles()
                .values()
                .forEach(profile -> profiles.addObject()
                        .put("instanceProfileName", profile.name())
                        .put("instanceProfileId", profile.id())
                        .put("arn", profile.arn()));
        return observed("AWS::IAM::Role", role, json, relations(role));
    }

    private static ObjectNode entity(IamEntity entity, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("path", entity.path())
                .put(kind + "Name", entity.name())
                .put(kind + "Id", entity.id())
                .put("arn", entity.arn())
                .put("createDate", entity.created().toString());
    }

    private static ObjectNode principal(IamPrincipal principal, String kind) {
        ObjectNode json = entity(principal, kind);
        ArrayNode inline = json.putArray(kind + "PolicyList");
        principal
                .inlinePolicies()
                .forEach((name, document) ->
                        inline.addObject().put("policyName", name).put("policyDocument", encoded(document)));
        ArrayNode attached = json.putArray("attachedManagedPolicies");
        principal
                .attachedPolicies()
                .values()
                .forEach(policy ->
                        attached.addObject().put("policyName", policy.name()).put("policyArn", policy.arn()));
        principal
                .boundary()
                .ifPresent(policy -> json.putObject("permissionsBoundary")
                        .put("permissionsBoundaryType", "Policy")
                        .put("permissionsBoundaryArn", policy.arn()));
        return json;
    }

    private static ObjectNode policy(ManagedPolicy policy) {
        ObjectNode json = entity(policy, "policy");
        json.put("defaultVersionId", policy.defaultVersion().id())
                .put("attachmentCount", policy.attachments().size());
        ArrayNode versions = json.putArray("policyVersionList");
        policy.versions()
                .values()
                .forEach(version -> versions.addObject()
                        .put("document", encoded(version.document()))
                        .put("versionId", version.id())
                        .put("isDefaultVersion", version.equals(policy.defaultVersion()))
                        .put("createDate", version.created().toString()));
        return json;
    }

    private static List<Relationship> relations(IamPrincipal principal) {
        return principal.attachedPolicies().values().stream()
                .filter(policy -> !policy.isOfAws())
                .map(policy -> relation("Is attached to CustomerManagedPolicy", POLICY, policy.id()))
                .toList();
    }

    private static Observed observed(String type, IamEntity entity, ObjectNode json, List<Relationship> relations) {
        Map<String, String> tags = Map.copyOf(entity.tags());
        ArrayNode list = json.putArray("tags");
        entity.tags().forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return new Observed(
                new ResourceKey(type, entity.id()),
                entity.name(),
                entity.arn(),
                json,
                () -> new Details(json, Map.of(), tags, relations));
    }

    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
