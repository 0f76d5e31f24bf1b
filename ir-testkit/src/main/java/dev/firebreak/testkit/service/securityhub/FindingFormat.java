package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.wire.json.ModelJson;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/** Checks what the AWS Security Finding Format requires. */
final class FindingFormat {
    private static final List<String> REQUIRED = List.of(
            "SchemaVersion",
            "Id",
            "ProductArn",
            "GeneratorId",
            "AwsAccountId",
            "CreatedAt",
            "UpdatedAt",
            "Title",
            "Description",
            "Resources");

    private FindingFormat() {}

    /** Why a finding is not taken; empty when it is. */
    static Optional<String> refusal(Call call, AwsSecurityFinding finding) {
        JsonNode json = ModelJson.of(finding);
        for (String member : REQUIRED) {
            JsonNode value = json.path(member);
            if (value.isMissingNode() || (value.isTextual() && value.asText().isBlank())) {
                return violation("data should have required property '" + member + "'");
            }
        }
        if (!"2018-10-08".equals(finding.schemaVersion())) {
            return violation("data.SchemaVersion should be equal to one of the allowed values");
        }
        boolean typed = finding.resources().stream().allMatch(one -> one.type() != null && one.id() != null);
        if (finding.resources().isEmpty() || !typed) {
            return violation("data.Resources[0] should have required property 'Type'");
        }
        for (String time : List.of(finding.createdAt(), finding.updatedAt())) {
            if (Times.read(time).isEmpty()) {
                return violation("data.CreatedAt should match format \"date-time\"");
            }
        }
        boolean severe = finding.severity() != null || finding.findingProviderFields() != null;
        if (!severe) {
            return violation("data should have required property 'Severity'");
        }
        return ownership(call, finding);
    }

    private static Optional<String> ownership(Call call, AwsSecurityFinding finding) {
        String account = call.account().id();
        String own = "arn:aws:securityhub:" + call.region().name() + ":" + account + ":product/" + account + "/";
        if (!finding.productArn().startsWith(own)) {
            return Optional.of("The account is not authorized to import findings of product " + finding.productArn());
        }
        return finding.awsAccountId().equals(account)
                ? Optional.empty()
                : Optional.of("The AwsAccountId of the finding must be the account that imports it");
    }

    private static Optional<String> violation(String what) {
        return Optional.of("Finding does not adhere to Amazon Finding Format. " + what + ".");
    }
}
