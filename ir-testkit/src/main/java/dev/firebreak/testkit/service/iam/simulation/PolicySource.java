package dev.firebreak.testkit.service.iam.simulation;

import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose policies are simulated.
 *
 * @param entity the user, role or group
 */
record PolicySource(IamPrincipal entity) {
    private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}):(user|group|role)/(?:.*/)?([^/]+)");

    static PolicySource of(Call call, @Nullable String arn) {
        Matcher parts = ARN.matcher(arn == null ? "" : arn);
        if (!parts.matches() || !parts.group(1).equals(call.account().id())) {
            throw IamErrors.invalidInput(
                    "Invalid Entity Arn: %s does not clearly define entity type and name.", String.valueOf(arn));
        }
        String name = parts.group(3);
        return new PolicySource(
                switch (parts.group(2)) {
                    case "user" -> IamLookup.user(call, name);
                    case "role" -> IamLookup.role(call, name);
                    default -> IamLookup.group(call, name);
                });
    }

    /** Who asks: the entity, or the user named as the caller. */
    Principal principal(@Nullable String callerArn) {
        if (callerArn != null) {
            return named(callerArn);
        }
        String account = entity.account().id();
        if (entity instanceof IamRole) {
            String session = "arn:aws:sts::" + account + ":assumed-role/" + entity.name() + "/simulation";
            return new Principal(Principal.Kind.ROLE_SESSION, account, session, entity.arn(), entity.id());
        }
        String arn = entity instanceof IamGroup ? "arn:aws:iam::" + account + ":user/member" : entity.arn();
        return new Principal(Principal.Kind.USER, account, arn, arn, entity.id());
    }

    /** Who asks when the policies are nobody's. */
    static Principal caller(Call call, @Nullable String callerArn) {
        if (callerArn != null) {
            return named(callerArn);
        }
        Caller caller = Callers.of(call);
        String arn = "arn:aws:iam::" + caller.accountId() + ":user/simulated";
        return new Principal(Principal.Kind.USER, caller.accountId(), arn, arn, "simulated");
    }

    private static Principal named(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches() || !parts.group(2).equals("user")) {
            throw IamErrors.invalidInput("Invalid Caller Arn: %s", arn);
        }
        return new Principal(Principal.Kind.USER, parts.group(1), arn, arn, arn);
    }
}
