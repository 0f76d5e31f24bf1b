package dev.firebreak.aws.crash;

import dev.firebreak.testkit.LaunchedInstance;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * A resource that somebody else changed behind the back of a containment.
 *
 * @param resource its id
 * @param value reads what was changed
 * @param found its value before
 * @param set sets it
 * @param left its value since
 */
record Drift<T>(String resource, Supplier<T> value, T found, Consumer<T> set, T left) {
    private static final String TAG = "firebreak:incident";
    private static final String OTHER_POLICY = """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}}""";

    private static <T> Drift<T> make(String resource, Supplier<T> value, Consumer<T> set, T left) {
        T found = value.get();
        set.accept(left);
        return new Drift<>(resource, value, found, set, left);
    }

    /** Changes something that is contained; empty when nothing of the kind that was drawn is. */
    static Optional<Drift<?>> at(Town town, Random random) {
        LaunchedInstance instance = Town.any(town.instances, random);
        return switch (random.nextInt(3)) {
            case 0 -> interfaceGroups(town, instance, Town.any(instance.interfaceIds(), random));
            case 1 -> tag(town.fake.ec2(), instance.id());
            default -> policy(town.fake.iam(), random.nextBoolean() ? "web" : "deploy");
        };
    }

    private static Optional<Drift<?>> interfaceGroups(Town town, LaunchedInstance instance, String id) {
        Ec2Client ec2 = town.fake.ec2();
        Supplier<List<String>> groups = () -> ec2
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                .networkInterfaces()
                .get(0)
                .groups()
                .stream()
                .map(GroupIdentifier::groupId)
                .toList();
        Consumer<List<String>> set = to -> {
            try {
                setGroups(ec2, id, to);
            } catch (Ec2Exception groupIsGone) {
                setGroups(ec2, id, instance.groupIds());
            }
        };
        return groups.get().equals(instance.groupIds())
                ? Optional.empty()
                : Optional.of(make(id, groups, set, List.of(town.elsewhere)));
    }

    private static void setGroups(Ec2Client ec2, String id, List<String> groups) {
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(id).groups(groups));
    }

    private static Optional<Drift<?>> tag(Ec2Client ec2, String instance) {
        Supplier<List<String>> values =
                () -> ec2
                        .describeTags(request -> request.filters(filter("resource-id", instance), filter("key", TAG)))
                        .tags()
                        .stream()
                        .map(tag -> tag.value())
                        .toList();
        Consumer<List<String>> set = to -> ec2.createTags(request -> request.resources(instance)
                .tags(Tag.builder().key(TAG).value(to.get(0)).build()));
        return values.get().isEmpty() ? Optional.empty() : Optional.of(make(instance, values, set, List.of("mine")));
    }

    private static Optional<Drift<?>> policy(IamClient iam, String role) {
        return iam.listRolePolicies(request -> request.roleName(role)).policyNames().stream()
                .findFirst()
                .map(name -> make(
                        role,
                        () -> document(iam, role, name),
                        document -> iam.putRolePolicy(request ->
                                request.roleName(role).policyName(name).policyDocument(document)),
                        OTHER_POLICY));
    }

    private static String document(IamClient iam, String role, String policy) {
        return URLDecoder.decode(
                iam.getRolePolicy(request -> request.roleName(role).policyName(policy))
                        .policyDocument(),
                StandardCharsets.UTF_8);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    boolean isUntouched() {
        return value.get().equals(left);
    }

    /** Sets it as it was found; as it was before all, where that is not possible any more. */
    void undo() {
        set.accept(found);
    }
}
