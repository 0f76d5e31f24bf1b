package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The resource of an IAM request: what it is done to, or the part of the account that it lists. */
final class IamResources {
    private static final Map<String, String> LISTED = Map.of(
            "ListUsers", "user/",
            "ListGroups", "group/",
            "ListRoles", "role/",
            "ListInstanceProfiles", "instance-profile/",
            "ListVirtualMFADevices", "mfa/");

    private final Invocation invocation;
    private final RequestFields fields;
    private final IamState iam;

    IamResources(Invocation invocation, RequestFields fields) {
        this.invocation = invocation;
        this.fields = fields;
        this.iam = invocation.call().account().iam();
    }

    List<String> arns() {
        String listed = LISTED.get(invocation.operation());
        return listed == null ? List.of(named()) : List.of(prefix() + listed);
    }

    private String named() {
        if (invocation.operation().contains("InstanceProfile")) {
            return entity(
                            "InstanceProfileName",
                            "instance-profile",
                            name -> iam.instanceProfiles().find(name))
                    .or(() -> entity("RoleName", "role", name -> iam.roles().find(name)))
                    .orElse("*");
        }
        return entity("GroupName", "group", name -> iam.groups().find(name))
                .or(() -> entity("RoleName", "role", name -> iam.roles().find(name)))
                .or(() -> entity("UserName", "user", name -> iam.users().find(name)))
                .or(() -> fields.text("PolicyArn"))
                .or(() -> fields.text("PolicySourceArn"))
                .or(() -> fields.text("SerialNumber"))
                .or(() -> fields.text("OpenIDConnectProviderArn"))
                .or(() -> fields.text("SAMLProviderArn"))
                .or(() -> fields.text("Arn"))
                .or(this::provider)
                .or(() -> made("ServerCertificateName", "server-certificate"))
                .or(() -> made("VirtualMFADeviceName", "mfa"))
                .or(() -> fields.text("PolicyName").map(name -> prefix() + "policy/" + name))
                .or(this::caller)
                .orElse("*");
    }

    private Optional<String> entity(String field, String type, Function<String, Optional<? extends IamEntity>> find) {
        return fields.text(field)
                .map(name -> find.apply(name).<String>map(IamEntity::arn).orElse(prefix() + type + path() + name));
    }

    private Optional<String> made(String field, String type) {
        return fields.text(field).map(name -> prefix() + type + path() + name);
    }

    /** What is about to be made lies where the request says. */
    private String path() {
        return fields.text("Path").orElse("/");
    }

    private Optional<String> provider() {
        return switch (invocation.operation()) {
            case "CreateSAMLProvider" -> fields.text("Name").map(name -> prefix() + "saml-provider/" + name);
            case "CreateOpenIDConnectProvider" ->
                fields.text("Url").map(url -> prefix() + "oidc-provider/" + url.replaceFirst("^https://", ""));
            case "CreateServiceLinkedRole" ->
                fields.text("AWSServiceName").map(name -> prefix() + "role/aws-service-role/" + name + "/*");
            default -> Optional.empty();
        };
    }

    /** Requests about users that name none are about the caller. */
    private Optional<String> caller() {
        boolean aboutUser = invocation.request().sdkFieldNameToField().containsKey("UserName");
        Caller caller = Callers.of(invocation.call());
        return aboutUser && caller.type() == Caller.Type.USER ? Optional.of(caller.arn()) : Optional.empty();
    }

    private String prefix() {
        return "arn:aws:iam::" + invocation.call().account().id() + ":";
    }
}
