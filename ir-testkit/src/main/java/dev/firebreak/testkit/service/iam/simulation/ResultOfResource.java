package dev.firebreak.testkit.service.iam.simulation;

import java.util.List;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Statement;

/** The part of a result that is about one resource. */
final class ResultOfResource {
    private ResultOfResource() {}

    static ResourceSpecificResult of(
            String resource, PolicyEvaluationDecisionType decided, List<Statement> matched, List<String> missing) {
        return ResourceSpecificResult.builder()
                .evalResourceName(resource)
                .evalResourceDecision(decided)
                .matchedStatements(matched)
                .missingContextValues(missing)
                .build();
    }
}
