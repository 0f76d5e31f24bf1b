package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamState;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import org.jspecify.annotations.Nullable;

/** Finds the entity that an IAM request names, or refuses as IAM does. */
public final class IamLookup {
    private IamLookup() {}

    public static IamState iam(Call call) {
        return call.account().iam();
    }

    public static IamUser user(Call call, @Nullable String userName) {
        String name = IamChecks.name(userName, "userName", 128);
        return iam(call)
                .users()
                .find(name)
                .orElseThrow(() -> IamErrors.noSuchEntity("The user with name %s cannot be found.", name));
    }

    /** The named user, or the calling user when no name is given. */
    public static IamUser userOrCaller(Call call, @Nullable String userName) {
        return userName == null ? callingUser(call) : user(call, userName);
    }

    private static IamUser callingUser(Call call) {
        Caller caller = Callers.of(call);
        if (caller.type() != Caller.Type.USER) {
            throw IamErrors.validation("Must specify userName when calling with non-User credentials");
        }
        return iam(call)
                .users()
                .findById(caller.principalId())
                .orElseThrow(() -> IamErrors.noSuchEntity("The user with name %s cannot be found.", caller.arn()));
    }

    public static IamRole role(Call call, @Nullable String roleName) {
        String name = IamChecks.name(roleName, "roleName", 64);
        return iam(call)
                .roles()
                .find(name)
                .orElseThrow(() -> IamErrors.noSuchEntity("The role with name %s cannot be found.", name));
    }

    public static IamRole modifiableRole(Call call, @Nullable String roleName) {
        IamRole role = role(call, roleName);
        if (role.isProtected()) {
            throw IamErrors.protectedRole(role.name());
        }
        return role;
    }

    public static IamGroup group(Call call, @Nullable String groupName) {
        String name = IamChecks.name(groupName, "groupName", 128);
        return iam(call)
                .groups()
                .find(name)
                .orElseThrow(() -> IamErrors.noSuchEntity("The group with name %s cannot be found.", name));
    }

    public static InstanceProfile profile(Call call, @Nullable String profileName) {
        String name = IamChecks.name(profileName, "instanceProfileName", 128);
        return iam(call)
                .instanceProfiles()
                .find(name)
                .orElseThrow(() -> IamErrors.noSuchEntity("Instance Profile %s cannot be found.", name));
    }

    /** A policy to read or change. */
    public static ManagedPolicy policy(Call call, @Nullable String policyArn) {
        String arn = policyArn(policyArn);
        ManagedPolicy policy = iam(call).policies().get(arn);
        if (policy == null) {
            throw IamErrors.noSuchEntity("Policy %s was not found.", arn);
        }
        return policy;
    }

    /** A policy to attach, or to bound by. */
    public static ManagedPolicy attachable(Call call, @Nullable String policyArn) {
        String arn = policyArn(policyArn);
        ManagedPolicy policy = iam(call).policies().get(arn);
        if (policy == null) {
            throw IamErrors.noSuchEntity("Policy %s does not exist or is not attachable.", arn);
        }
        return policy;
    }

    /** A customer's policy to change; those of AWS cannot be. */
    public static ManagedPolicy ownPolicy(Call call, @Nullable String policyArn) {
        ManagedPolicy policy = policy(call, policyArn);
        if (policy.isOfAws()) {
            throw IamErrors.accessDenied("Cannot modify the AWS managed policy %s", policy.arn());
        }
        return policy;
    }

    public static String policyArn(@Nullable String policyArn) {
        String arn = IamChecks.required(policyArn, "policyArn");
        if (arn.length() < 20) {
            throw IamErrors.constraint("policyArn", "Member must have length greater than or equal to 20");
        }
        if (!arn.matches("arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/.+")) {
            throw IamErrors.validation("ARN %s is not valid.", arn);
        }
        return arn;
    }
}
