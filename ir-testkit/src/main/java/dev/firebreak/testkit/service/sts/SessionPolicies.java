package dev.firebreak.testkit.service.sts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.PolicyGrammar;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** The policies that narrow a session: one given as text, and managed ones by ARN. */
final class SessionPolicies {
    private static final int SIZE = 2048;
    private static final int POLICIES = 10;

    private SessionPolicies() {}

    /** All of them as one document; empty when none was given. */
    static String of(Account account, @Nullable String policy, List<PolicyDescriptorType> managed) {
        var documents = new ArrayList<String>();
        if (policy != null) {
            checkSize(policy);
            documents.add(PolicyGrammar.identity(policy, "policy"));
        }
        if (managed.size() > POLICIES) {
            throw IamErrors.constraint("policyArns", "Member must have length less than or equal to " + POLICIES);
        }
        managed.forEach(each -> documents.add(document(account, each.arn())));
        return documents.size() <= 1 ? String.join("", documents) : together(documents);
    }

    private static void checkSize(String policy) {
        if (policy.length() > SIZE) {
            throw IamErrors.constraint("policy", "Member must have length less than or equal to " + SIZE);
        }
    }

    private static String document(Account account, String arn) {
        ManagedPolicy policy = account.iam().policies().get(arn);
        if (policy == null) {
            throw AwsError.of("MalformedPolicyDocument", "The policy with ARN %s does not exist", arn);
        }
        return policy.defaultVersion().document();
    }

    private static String together(List<String> documents) {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        ArrayNode statements = all.putArray("Statement");
        for (String document : documents) {
            for (ObjectNode statement : PolicyDocuments.statements(PolicyDocuments.read(document))) {
                ObjectNode copy = statement.deepCopy();
                copy.remove("Sid");
                statements.add(copy);
            }
        }
        return all.toString();
    }

    /** How much of what a session may carry its policy and tags take, in percent. How AWS packs them is not known. */
    static int packedSize(@Nullable String policy, List<Tag> tags) {
        int size = policy == null ? 0 : policy.length();
        for (Tag tag : tags) {
            size += tag.key().length() + tag.value().length();
        }
        return size == 0 ? 0 : Math.min(100, Math.max(1, size * 100 / SIZE));
    }
}
