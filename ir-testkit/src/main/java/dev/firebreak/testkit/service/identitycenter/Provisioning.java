package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.TrustPolicies;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.PermissionsBoundary;

/** Does what was asked for, when its time has come: keeps the roles of permission sets in the accounts. */
final class Provisioning {
    private static final String PATH = "/aws-reserved/sso.amazonaws.com/";
    private static final String INLINE = "AwsSSOInlinePolicy";

    private Provisioning() {}

    static void settle(World world, IdentityCenter center) {
        for (PendingWork work : List.copyOf(center.work().all())) {
            if (work.isDue(world.now())) {
                center.work().put(work.ended(run(world, center, work)));
            }
        }
    }

    /** Does the work, and says why it failed. */
    private static @Nullable String run(World world, IdentityCenter center, PendingWork work) {
        Assignment assignment = work.assignment();
        return switch (work.kind()) {
            case CREATION -> create(world, center, assignment);
            case DELETION -> delete(world, center, assignment);
            case PROVISIONING -> provision(world, center, assignment);
        };
    }

    private static @Nullable String create(World world, IdentityCenter center, Assignment assignment) {
        PermissionSetData set = center.permissionSets().get(assignment.permissionSet());
        if (set == null) {
            return "The permission set does not exist";
        }
        Account account = world.account(assignment.account());
        Optional<IamRole> present = role(account, set);
        String failure = present.isPresent() ? null : write(center, account, set);
        if (failure == null) {
            center.assignments().put(assignment);
        }
        return failure;
    }

    private static @Nullable String delete(World world, IdentityCenter center, Assignment assignment) {
        center.assignments().remove(assignment.key());
        PermissionSetData set = center.permissionSets().get(assignment.permissionSet());
        if (set != null && !center.isAssigned(set.arn(), assignment.account())) {
            remove(world.account(assignment.account()), set);
            set.outdated().remove(assignment.account());
        }
        return null;
    }

    private static @Nullable String provision(World world, IdentityCenter center, Assignment assignment) {
        PermissionSetData set = center.permissionSets().get(assignment.permissionSet());
        if (set == null) {
            return "The permission set does not exist";
        }
        List<String> accounts = assignment.account().isEmpty()
                ? List.copyOf(center.assignments().all()).stream()
                        .filter(each -> each.permissionSet().equals(set.arn()))
                        .map(Assignment::account)
                        .distinct()
                        .toList()
                : List.of(assignment.account());
        for (String account : accounts) {
            String failure = write(center, world.account(account), set);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** The role of a permission set in an account. */
    static Optional<IamRole> role(Account account, PermissionSetData set) {
        String prefix = "AWSReservedSSO_" + set.name() + "_";
        return account.iam().roles().all().stream()
                .filter(role -> role.path().startsWith(PATH))
                .filter(role -> role.name().matches(Pattern.quote(prefix) + "[0-9a-f]{16}"))
                .findFirst();
    }

    private static @Nullable String write(IdentityCenter center, Account account, PermissionSetData set) {
        for (String policy : set.customerPolicies()) {
            if (!account.iam().policies().containsKey(customerArn(account, policy))) {
                return "Received a 404 status error: Policy " + customerArn(account, policy) + " does not exist";
            }
        }
        IamRole role = role(account, set).orElseGet(() -> make(center, account, set));
        role.setMaxSessionSeconds((int) Math.max(
                Duration.parse(set.duration()).toSeconds(), Duration.ofHours(1).toSeconds()));
        List.copyOf(role.attachedPolicies().values()).forEach(role::detach);
        set.managedPolicies().keySet().forEach(arn -> attach(account, role, arn));
        set.customerPolicies().forEach(policy -> attach(account, role, customerArn(account, policy)));
        role.inlinePolicies().remove(INLINE);
        if (!set.inlinePolicy().isEmpty()) {
            role.inlinePolicies().put(INLINE, set.inlinePolicy());
        }
        role.bound(boundary(account, set.boundary()));
        set.outdated().remove(account.id());
        return null;
    }

    private static String customerArn(Account account, String pathAndName) {
        return "arn:aws:iam::" + account.id() + ":policy" + pathAndName;
    }

    private static void attach(Account account, IamRole role, String arn) {
        ManagedPolicy policy = account.iam().policies().get(arn);
        if (policy != null) {
            role.attach(policy);
        }
    }

    private static @Nullable ManagedPolicy boundary(Account account, @Nullable PermissionsBoundary boundary) {
        if (boundary == null) {
            return null;
        }
        var customer = boundary.customerManagedPolicyReference();
        String arn = customer == null
                ? boundary.managedPolicyArn()
                : customerArn(account, (customer.path() == null ? "/" : customer.path()) + customer.name());
        return account.iam().policies().get(arn);
    }

    private static IamRole make(IdentityCenter center, Account account, PermissionSetData set) {
        String provider = "arn:aws:iam::" + account.id() + ":saml-provider/AWSSSO_"
                + center.arn().substring(center.arn().length() - 16) + "_DO_NOT_DELETE";
        String trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
                        + provider + "\"},\"Action\":[\"sts:AssumeRoleWithSAML\",\"sts:TagSession\"],\"Condition\":"
                        + "{\"StringEquals\":{\"SAML:aud\":\"https://signin.aws.amazon.com/saml\"}}}]}";
        String name =
                "AWSReservedSSO_" + set.name() + "_" + account.world().ids().hex(16);
        // Roles lie under the Region of the instance, except in us-east-1.
        String path = center.region().equals("us-east-1") ? PATH : PATH + center.region() + "/";
        IamRole role = new IamRole(account, name, path, trust);
        role.trust(trust, TrustPolicies.principalIds(account.world(), PolicyDocuments.read(trust)));
        account.iam().roles().add(role);
        return role;
    }

    private static void remove(Account account, PermissionSetData set) {
        role(account, set).ifPresent(role -> {
            List.copyOf(role.attachedPolicies().values()).forEach(role::detach);
            role.bound(null);
            account.iam().roles().remove(role);
        });
    }
}
