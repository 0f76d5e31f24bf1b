package dev.firebreak.testkit.service.iam.simulation;

import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.service.iam.IamErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.ContextEntry;

/** The policies and condition keys that a simulation is given. */
final class InputPolicies {
    private InputPolicies() {}

    static PolicySet added(PolicySet policies, List<String> documents) {
        List<NamedPolicy> identity = new ArrayList<>(policies.identity());
        for (int number = 1; number <= documents.size(); number++) {
            String document = checked(documents.get(number - 1), "policyInputList");
            identity.add(NamedPolicy.of("PolicyInputList." + number, "none", document));
        }
        return policies.withIdentity(identity);
    }

    /** A boundary that is given stands in place of the principal's own. */
    static PolicySet bounded(PolicySet policies, List<String> documents) {
        return documents.isEmpty()
                ? policies
                : policies.withBoundary(Optional.of(NamedPolicy.of(
                        "PermissionsBoundaryPolicyInputList.1",
                        "none",
                        checked(documents.get(0), "permissionsBoundaryPolicyInputList"))));
    }

    static String checked(String document, String field) {
        try {
            NamedPolicy.of(field, "none", document);
            return document;
        } catch (IllegalArgumentException malformed) {
            throw IamErrors.invalidInput("Invalid Input Policy: %s", field);
        }
    }

    static RequestContext context(List<ContextEntry> entries) {
        var context = new RequestContext();
        entries.forEach(entry -> context.withAll(entry.contextKeyName(), entry.contextKeyValues()));
        return context;
    }
}
