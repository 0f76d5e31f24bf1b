package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.Session;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who made a call, as it was then.
 *
 * @param caller the identity that signed
 * @param accessKeyId the key that signed; empty when the call was not signed
 * @param issuerArn the ARN of the role or user behind a session; empty when there is none
 */
record Identity(Caller caller, String accessKeyId, String issuerArn) {

    static Identity of(Call call) {
        Caller caller = call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()));
        return new Identity(caller, call.accessKeyId(), issuer(call, caller));
    }

    private static String issuer(Call call, Caller caller) {
        var iam = call.world().account(caller.accountId()).iam();
        String root = "arn:aws:iam::" + caller.accountId() + ":root";
        return switch (caller.type()) {
            case ROLE_SESSION ->
                iam.roles().findById(caller.principalId()).map(IamEntity::arn).orElse("");
            case FEDERATED_USER ->
                iam.users().findById(caller.principalId()).map(IamEntity::arn).orElse(root);
            default -> "";
        };
    }

    /** The name by which events are looked up. */
    @Nullable
    String userName() {
        return switch (caller.type()) {
            case ROOT -> "root";
            case USER, ROLE_SESSION, FEDERATED_USER ->
                caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
        };
    }

    /** The element {@code userIdentity}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type(caller.type()))
                .put("principalId", caller.userId())
                .put("arn", caller.arn())
                .put("accountId", caller.accountId());
        if (!accessKeyId.isEmpty()) {
            json.put("accessKeyId", accessKeyId);
        }
        if (caller.type() == Caller.Type.USER) {
            json.put("userName", userName());
        }
        caller.session().ifPresent(session -> json.set("sessionContext", context(session)));
        return json;
    }

    /** What the account that owns the resource gets to see of a caller from another account. */
    ObjectNode seenFromElsewhere() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "AWSAccount")
                .put("principalId", caller.userId())
                .put("accountId", caller.accountId());
    }

    private ObjectNode context(Session session) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode issuer = json.putObject("sessionIssuer");
        if (!issuerArn.isEmpty()) {
            issuer.put("type", issuerType())
                    .put("principalId", caller.principalId())
                    .put("arn", issuerArn)
                    .put("accountId", caller.accountId());
            if (!issuerArn.endsWith(":root")) {
                issuer.put("userName", issuerArn.substring(issuerArn.lastIndexOf('/') + 1));
            }
        }
        json.putObject("attributes")
                .put(
                        "creationDate",
                        session.issued().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("mfaAuthenticated", String.valueOf(session.context().multiFactor()));
        if (!session.context().sourceIdentity().isEmpty()) {
            json.put("sourceIdentity", session.context().sourceIdentity());
        }
        // Credentials that an instance got from its metadata service: the session is named for the instance.
        if (caller.type() == Caller.Type.ROLE_SESSION
                && caller.arn().substring(caller.arn().lastIndexOf('/') + 1).matches("i-[0-9a-f]{8,17}")) {
            json.put("ec2RoleDelivery", "2.0");
        }
        return json;
    }

    private String issuerType() {
        return issuerArn.endsWith(":root") ? "Root" : issuerArn.contains(":role/") ? "Role" : "IAMUser";
    }

    private static String type(Caller.Type type) {
        return switch (type) {
            case ROOT -> "Root";
            case USER -> "IAMUser";
            case ROLE_SESSION -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
        };
    }
}
