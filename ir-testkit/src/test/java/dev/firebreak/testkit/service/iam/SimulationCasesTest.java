package dev.firebreak.testkit.service.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

class SimulationCasesTest extends ServiceCases {
    private static final String PRINCIPAL =
            "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html";
    private static final String CUSTOM =
            "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html";
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"},
              {"Effect":"Deny","Action":"s3:Delete*","Resource":"*"},
              {"Effect":"Allow","Action":"ec2:StopInstances","Resource":"*",
               "Condition":{"StringEquals":{"ec2:ResourceTag/owner":"${aws:username}"}}}]}""";

    private String ann() {
        IamClient iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("ann"));
        iam.putUserPolicy(put -> put.userName("ann").policyName("p").policyDocument(POLICY));
        return "arn:aws:iam::123456789012:user/ann";
    }

    private static EvaluationResult only(List<EvaluationResult> results) {
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    @AwsFact(
            value = "A simulation tells for each action and resource what the principal's policies decide",
            source = PRINCIPAL)
    void principal_actionsAndResources_areJudged() {
        String ann = ann();

        List<EvaluationResult> results = client(IamClient.builder())
                .simulatePrincipalPolicy(simulate -> simulate.policySourceArn(ann)
                        .actionNames("s3:GetObject", "s3:DeleteObject")
                        .resourceArns("arn:aws:s3:::reports/a", "arn:aws:s3:::other/a"))
                .evaluationResults();

        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "implicitDeny", "explicitDeny", "explicitDeny");
        assertThat(results.get(0).resourceSpecificResults().get(0).evalResourceName())
                .isEqualTo("arn:aws:s3:::reports/a");
    }

    @Test
    @AwsFact(value = "A simulation names the statements that decided by their places", source = PRINCIPAL)
    void principal_matchedStatement_hasItsPlace() {
        String ann = ann();

        EvaluationResult result = only(client(IamClient.builder())
                .simulatePrincipalPolicy(
                        simulate -> simulate.policySourceArn(ann).actionNames("s3:DeleteObject"))
                .evaluationResults());

        assertThat(result.matchedStatements()).singleElement().satisfies(statement -> {
            assertThat(statement.sourcePolicyId()).isEqualTo("user_ann_p");
            assertThat(statement.startPosition().line()).isEqualTo(3);
            assertThat(statement.startPosition().column()).isEqualTo(3);
            assertThat(statement.endPosition().line()).isEqualTo(3);
        });
    }

    @Test
    @AwsFact(value = "A simulation tells which condition keys it was not given", source = PRINCIPAL)
    void principal_contextMissing_isTold() {
        String ann = ann();
        IamClient iam = client(IamClient.builder());

        EvaluationResult without = only(iam.simulatePrincipalPolicy(
                        simulate -> simulate.policySourceArn(ann).actionNames("ec2:StopInstances"))
                .evaluationResults());
        EvaluationResult with = only(iam.simulatePrincipalPolicy(simulate -> simulate.policySourceArn(ann)
                        .actionNames("ec2:StopInstances")
                        .contextEntries(entry("ec2:ResourceTag/owner", "ann"), entry("aws:username", "ann")))
                .evaluationResults());

        assertThat(without.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(without.missingContextValues()).containsExactly("aws:username", "ec2:ResourceTag/owner");
        assertThat(with.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(with.missingContextValues()).isEmpty();
    }

    private static ContextEntry entry(String key, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(value)
                .build();
    }

    @Test
    @AwsFact(value = "A simulation tells whether the permissions boundary allows", source = PRINCIPAL)
    void principal_boundary_isToldApart() {
        String ann = ann();
        IamClient iam = client(IamClient.builder());
        iam.putUserPermissionsBoundary(
                put -> put.userName("ann").permissionsBoundary("arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"));

        EvaluationResult result = only(iam.simulatePrincipalPolicy(simulate -> simulate.policySourceArn(ann)
                        .actionNames("s3:GetObject")
                        .resourceArns("arn:aws:s3:::reports/a"))
                .evaluationResults());

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
    }

    @Test
    @AwsFact(value = "Policies can be tried before anybody has them", source = CUSTOM)
    void custom_policies_areJudged() {
        List<EvaluationResult> results = client(IamClient.builder())
                .simulateCustomPolicy(simulate -> simulate.policyInputList(POLICY)
                        .actionNames("s3:PutObject", "s3:DeleteBucket", "iam:GetUser")
                        .resourceArns("arn:aws:s3:::reports/a"))
                .evaluationResults();

        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "explicitDeny", "implicitDeny");
        assertThat(results.get(0).matchedStatements().get(0).sourcePolicyId()).isEqualTo("PolicyInputList.1");
    }

    @Test
    @AwsFact(value = "Results of a simulation come in pages", source = CUSTOM)
    void custom_maxItems_pages() {
        IamClient iam = client(IamClient.builder());
        var first = iam.simulateCustomPolicy(simulate -> simulate.policyInputList(POLICY)
                .actionNames("s3:PutObject", "s3:GetObject", "s3:ListBucket")
                .maxItems(2));

        var second = iam.simulateCustomPolicy(simulate -> simulate.policyInputList(POLICY)
                .actionNames("s3:PutObject", "s3:GetObject", "s3:ListBucket")
                .maxItems(2)
                .marker(first.marker()));

        assertThat(first.evaluationResults()).hasSize(2);
        assertThat(first.isTruncated()).isTrue();
        assertThat(only(second.evaluationResults()).evalActionName()).isEqualTo("s3:ListBucket");
        assertThat(second.isTruncated()).isFalse();
    }

    @Test
    @AwsFact(value = "A simulation needs an existing principal and valid policies", source = PRINCIPAL)
    void anySimulation_invalidInput_isRefused() {
        IamClient iam = client(IamClient.builder());

        assertThat(Refused.by(() -> iam.simulatePrincipalPolicy(
                        simulate -> simulate.policySourceArn("arn:aws:iam::123456789012:user/nobody")
                                .actionNames("s3:GetObject"))))
                .isEqualTo("NoSuchEntity: The user with name nobody cannot be found.");
        assertThat(Refused.by(() -> iam.simulateCustomPolicy(
                        simulate -> simulate.policyInputList("no policy").actionNames("s3:GetObject"))))
                .startsWith("InvalidInput: ");
    }
}
