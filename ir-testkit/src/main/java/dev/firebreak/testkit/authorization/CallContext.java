package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.pipeline.Observation;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.service.Callers;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The condition keys of a call, for one of its demands. */
final class CallContext {
    private static final Set<String> GLOBAL = Set.of("iam", "organizations");
    private static final Map<String, Map<String, String>> BY_FIELD = Map.of(
            "s3",
            Map.of("Prefix", "s3:prefix", "Delimiter", "s3:delimiter", "VersionId", "s3:VersionId"),
            "sts",
            Map.of(
                    "ExternalId", "sts:ExternalId",
                    "RoleSessionName", "sts:RoleSessionName",
                    "SourceIdentity", "sts:SourceIdentity"),
            "iam",
            Map.of("PolicyArn", "iam:PolicyARN", "PermissionsBoundary", "iam:PermissionsBoundary"),
            "ec2",
            Map.of("InstanceType", "ec2:InstanceType"),
            "kms",
            Map.of("GranteePrincipal", "kms:GranteePrincipal"));
    private static final Map<String, String> BY_HEADER = Map.of(
            "x-amz-acl", "s3:x-amz-acl",
            "x-amz-server-side-encryption", "s3:x-amz-server-side-encryption",
            "x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "x-amz-copy-source", "s3:x-amz-copy-source",
            "x-amz-content-sha256", "s3:x-amz-content-sha256");

    private final Invocation invocation;

    CallContext(Invocation invocation) {
        this.invocation = invocation;
    }

    RequestContext of(Principal who, Demand demand, Map<String, String> resourceTags) {
        RequestContext context = who.kind() == Principal.Kind.ANONYMOUS
                ? anonymous()
                : Callers.requestContext(invocation.call(), Callers.of(invocation.call()));
        context.with("aws:SourceIp", Observation.address(invocation.http()))
                .with("aws:UserAgent", invocation.http().header("User-Agent").orElse(""));
        if (GLOBAL.contains(invocation.service())) {
            context.with("aws:RequestedRegion", "us-east-1");
        }
        addRequest(context);
        demand.keys().forEach(context::with);
        String prefix = demand.action().substring(0, demand.action().indexOf(':'));
        return context.withEach("aws:ResourceTag/", resourceTags).withEach(prefix + ":ResourceTag/", resourceTags);
    }

    private RequestContext anonymous() {
        return new RequestContext()
                .with("aws:PrincipalType", "Anonymous")
                .with("aws:CurrentTime", invocation.call().now().toString())
                .with("aws:EpochTime", String.valueOf(invocation.call().now().getEpochSecond()))
                .with("aws:SecureTransport", "true")
                .with("aws:RequestedRegion", invocation.call().region().name());
    }

    private void addRequest(RequestContext context) {
        var fields = new RequestFields(invocation.request());
        BY_FIELD.getOrDefault(invocation.service(), Map.of())
                .forEach((field, key) -> fields.text(field).ifPresent(value -> context.with(key, value)));
        if (invocation.service().equals("s3")) {
            BY_HEADER.forEach((header, key) ->
                    context.with(key, invocation.http().header(header).orElse("")));
        }
        if (fields.text("TokenCode").isPresent()) {
            context.with("aws:MultiFactorAuthPresent", "true");
        }
        Map<String, String> tags = fields.tags();
        Set<String> keys = new LinkedHashSet<>(tags.keySet());
        keys.addAll(fields.texts("TagKeys"));
        context.withEach("aws:RequestTag/", tags)
                .withAll("aws:TagKeys", keys)
                .withAll("sts:TransitiveTagKeys", fields.texts("TransitiveTagKeys"));
    }
}
