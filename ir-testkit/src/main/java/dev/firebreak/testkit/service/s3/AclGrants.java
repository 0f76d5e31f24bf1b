package dev.firebreak.testkit.service.s3;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.Permission;

/** What ACLs let others than the owner do: each grant counts as one more statement of the bucket policy ("Access control list overview"). */
final class AclGrants {
    private AclGrants() {}

    /** The policy that holds for a bucket or for one of its objects, with the grants of the ACLs that hold there. */
    static Optional<String> policy(Bucket bucket, String arn) {
        List<ObjectNode> granted = BucketAcls.enforcesOwner(bucket) ? List.of() : statements(bucket, arn);
        if (granted.isEmpty()) {
            return bucket.policy();
        }
        ObjectNode policy = bucket.policy().map(PolicyDocuments::read).orElseGet(JsonNodeFactory.instance::objectNode);
        ArrayNode statements = policy.arrayNode();
        if (policy.has("Statement")) {
            statements.addAll(PolicyDocuments.statements(policy));
        }
        policy.set("Statement", statements.addAll(granted));
        return Optional.of(policy.toString());
    }

    private static List<ObjectNode> statements(Bucket bucket, String arn) {
        List<ObjectNode> statements = new ArrayList<>();
        if (arn.equals(bucket.arn())) {
            add(bucket, BucketAcls.acl(bucket), false, statements);
        } else if (arn.startsWith(bucket.arn() + "/")) {
            writers(bucket, statements);
            bucket.current(arn.substring(bucket.arn().length() + 1))
                    .flatMap(StoredVersion::acl)
                    .ifPresent(acl -> add(bucket, acl, true, statements));
        }
        return statements;
    }

    private static void writers(Bucket bucket, List<ObjectNode> statements) {
        for (Grant grant : BucketAcls.acl(bucket).grants()) {
            if (grant.permission() == Permission.WRITE || grant.permission() == Permission.FULL_CONTROL) {
                principal(bucket, grant.grantee())
                        .ifPresent(statement -> statements.add(allowing(statement, List.of("PutObject"))));
            }
        }
    }

    private static void add(Bucket bucket, AccessControlPolicy acl, boolean object, List<ObjectNode> statements) {
        for (Grant grant : acl.grants()) {
            List<String> actions = object ? onObject(grant.permission()) : onBucket(grant.permission());
            if (!actions.isEmpty()) {
                principal(bucket, grant.grantee()).ifPresent(statement -> statements.add(allowing(statement, actions)));
            }
        }
    }

    private static List<String> onBucket(Permission permission) {
        return switch (permission) {
            case READ -> List.of("ListBucket", "ListBucketVersions", "ListBucketMultipartUploads");
            case READ_ACP -> List.of("GetBucketAcl");
            case WRITE_ACP -> List.of("PutBucketAcl");
            case FULL_CONTROL ->
                List.of(
                        "ListBucket",
                        "ListBucketVersions",
                        "ListBucketMultipartUploads",
                        "GetBucketAcl",
                        "PutBucketAcl");
            default -> List.of();
        };
    }

    /** Those of the current version; a version has an ACL of its own, which opens it to its owner only. */
    private static List<String> onObject(Permission permission) {
        return switch (permission) {
            case READ -> List.of("GetObject");
            case READ_ACP -> List.of("GetObjectAcl");
            case WRITE_ACP -> List.of("PutObjectAcl");
            case FULL_CONTROL -> List.of("GetObject", "GetObjectAcl", "PutObjectAcl");
            default -> List.of();
        };
    }

    private static ObjectNode allowing(ObjectNode statement, List<String> actions) {
        ArrayNode list = statement.put("Effect", "Allow").put("Resource", "*").putArray("Action");
        actions.forEach(action -> list.add("s3:" + action));
        return statement;
    }

    /** A statement for the grantee, unless that is the owner, who needs none, or nobody. */
    private static Optional<ObjectNode> principal(Bucket bucket, Grantee grantee) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        if (grantee.uri() == null) {
            return account(bucket, grantee.id()).map(account -> {
                statement.putObject("Principal").put("AWS", "arn:aws:iam::" + account.id() + ":root");
                return statement;
            });
        }
        boolean ignored = PublicAccess.of(bucket).ignoresAcls();
        switch (grantee.uri()) {
            case CannedAcls.LOG_DELIVERY -> statement.putObject("Principal").put("Service", "logging.s3.amazonaws.com");
            case CannedAcls.EVERYONE -> statement.put("Principal", "*");
            case CannedAcls.AUTHENTICATED -> {
                statement.putObject("Principal").put("AWS", "*");
                statement.putObject("Condition").putObject("Null").put("aws:PrincipalAccount", "false");
            }
            default -> ignored = true;
        }
        return ignored && !grantee.uri().equals(CannedAcls.LOG_DELIVERY) ? Optional.empty() : Optional.of(statement);
    }

    private static Optional<Account> account(Bucket bucket, String canonicalId) {
        return bucket.owner().world().accounts().values().stream()
                .filter(account -> !account.equals(bucket.owner()))
                .filter(account -> CannedAcls.owner(account).id().equals(canonicalId))
                .findFirst();
    }
}
