package dev.firebreak.testkit.service.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.PolicyStatements;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutResourcePolicyResponse;

/** The policies on secrets. */
final class SecretPolicies {
    private static final int SIZE = 20_480;

    private SecretPolicies() {}

    static void addTo(Operations operations) {
        operations
                .on("PutResourcePolicy", PutResourcePolicyRequest::builder, SecretPolicies::put)
                .on("GetResourcePolicy", GetResourcePolicyRequest::builder, SecretPolicies::get)
                .on("DeleteResourcePolicy", DeleteResourcePolicyRequest::builder, SecretPolicies::delete);
    }

    /** What is to be known of a secret to judge a call about it. */
    static ResourceFacts facts(Secret secret) {
        return new ResourceFacts(
                "",
                secret.policy().map(document -> ResourcePolicy.of(secret.arn(), document)),
                Map.copyOf(secret.tags()),
                false);
    }

    private static PutResourcePolicyResponse put(Call call, PutResourcePolicyRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "PutResourcePolicy");
        if (request.resourcePolicy().length() > SIZE) {
            throw SecretErrors.parameter("The resource policy is longer than %d characters.", SIZE);
        }
        List<ObjectNode> statements = statements(request.resourcePolicy());
        if (Boolean.TRUE.equals(request.blockPublicPolicy())
                && statements.stream().anyMatch(SecretPolicies::isPublic)) {
            throw AwsError.of(
                    "PublicPolicyException",
                    "The BlockPublicPolicy parameter is set to true, and the resource policy did "
                            + "not prevent broad access to the secret.");
        }
        secret.setPolicy(request.resourcePolicy());
        return PutResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    private static List<ObjectNode> statements(String policy) {
        try {
            return PolicyStatements.check(policy);
        } catch (AwsError malformed) {
            throw AwsError.of("MalformedPolicyDocumentException", "%s", malformed.message());
        }
    }

    private static boolean isPublic(ObjectNode statement) {
        boolean everyone = statement.path("Principal").asText().equals("*")
                || PolicyDocuments.texts(statement.path("Principal").get("AWS")).contains("*");
        return everyone && statement.path("Effect").asText().equals("Allow") && !statement.has("Condition");
    }

    private static GetResourcePolicyResponse get(Call call, GetResourcePolicyRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "GetResourcePolicy");
        return GetResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .resourcePolicy(secret.policy().orElse(null))
                .build();
    }

    private static DeleteResourcePolicyResponse delete(Call call, DeleteResourcePolicyRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "DeleteResourcePolicy");
        secret.setPolicy(null);
        return DeleteResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }
}
