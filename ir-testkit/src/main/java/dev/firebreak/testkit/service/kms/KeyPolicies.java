package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.PolicyDocument;
import dev.firebreak.testkit.policy.Statement;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;

/** The one policy of a key, which is named {@code default}. */
final class KeyPolicies {
    private static final int SIZE = 32 * 1024;
    private static final String NAME = "default";
    private static final String DEFAULT = """
            {
              "Version" : "2012-10-17",
              "Id" : "key-default-1",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::%s:root"
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }""";

    private KeyPolicies() {}

    static void addTo(Operations operations) {
        operations
                .on("GetKeyPolicy", GetKeyPolicyRequest::builder, KeyPolicies::get)
                .on("PutKeyPolicy", PutKeyPolicyRequest::builder, KeyPolicies::put)
                .on("ListKeyPolicies", ListKeyPoliciesRequest::builder, KeyPolicies::list);
    }

    static String byDefault(Account account) {
        return DEFAULT.formatted(account.id());
    }

    /** Refuses a policy that is none, and one that would lock its author out. */
    static String checked(Call call, String policy, boolean bypassesLockoutCheck) {
        if (policy.length() > SIZE) {
            throw AwsError.of("LimitExceededException", "Key policy exceeds the maximum size of 32768 bytes");
        }
        checkGrammar(policy);
        if (!bypassesLockoutCheck && !KeyAccess.allows(call, anyKey(call), policy, "PutKeyPolicy")) {
            throw malformed("The new key policy will not allow you to update the key policy in the future.");
        }
        return policy;
    }

    /** A key to judge a policy on before it is on one: key policies mean the key that they are on, whatever its ARN. */
    private static AccessRequest.Resource anyKey(Call call) {
        String account = call.account().id();
        return new AccessRequest.Resource(
                "arn:aws:kms:" + call.region().name() + ":" + account + ":key/" + call.requestId(), account);
    }

    private static void checkGrammar(String policy) {
        List<Statement> statements;
        try {
            statements = PolicyDocument.of(policy).statements();
        } catch (IllegalArgumentException notJson) {
            throw malformed("This policy contains invalid Json");
        }
        if (statements.isEmpty()) {
            throw malformed("Syntax errors in policy.");
        }
    }

    private static AwsError malformed(String message) {
        return AwsError.of("MalformedPolicyDocumentException", "%s", message);
    }

    private static void checkName(@Nullable String name) {
        if (name != null && !name.equals(NAME)) {
            throw AwsError.of("NotFoundException", "No such policy exists");
        }
    }

    private static GetKeyPolicyResponse get(Call call, GetKeyPolicyRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "GetKeyPolicy");
        checkName(request.policyName());
        return GetKeyPolicyResponse.builder()
                .policy(key.policy())
                .policyName(NAME)
                .build();
    }

    private static PutKeyPolicyResponse put(Call call, PutKeyPolicyRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "PutKeyPolicy");
        checkName(request.policyName());
        key.setPolicy(checked(call, request.policy(), Boolean.TRUE.equals(request.bypassPolicyLockoutSafetyCheck())));
        return PutKeyPolicyResponse.builder().build();
    }

    private static ListKeyPoliciesResponse list(Call call, ListKeyPoliciesRequest request) {
        KeyLookup.managed(call, request.keyId(), "ListKeyPolicies");
        return ListKeyPoliciesResponse.builder()
                .policyNames(NAME)
                .truncated(false)
                .build();
    }
}
