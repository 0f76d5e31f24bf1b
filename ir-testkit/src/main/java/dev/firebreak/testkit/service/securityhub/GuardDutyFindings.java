package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.world.AwsEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.Severity;

/** Findings of GuardDuty in the AWS Security Finding Format. */
final class GuardDutyFindings {
    private static final Map<String, String> TACTICS = Map.of(
            "Backdoor", "TTPs/Command and Control",
            "CryptoCurrency", "TTPs/Impact",
            "Recon", "TTPs/Discovery",
            "UnauthorizedAccess", "TTPs/Initial Access",
            "Trojan", "TTPs/Command and Control",
            "Exfiltration", "Effects/Data Exfiltration");

    private GuardDutyFindings() {}

    static AwsSecurityFinding of(AwsEvent event) {
        JsonNode finding = event.detail();
        double severity = finding.path("severity").asDouble();
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(finding.path("arn").asText())
                .productArn("arn:aws:securityhub:" + event.region() + "::product/aws/guardduty")
                .productName("GuardDuty")
                .companyName("Amazon")
                .generatorId(finding.path("arn").asText().replaceFirst("/finding/.*", ""))
                .awsAccountId(event.account())
                .types(type(finding.path("type").asText()))
                .firstObservedAt(finding.at("/service/eventFirstSeen").asText())
                .lastObservedAt(finding.at("/service/eventLastSeen").asText())
                .createdAt(finding.path("createdAt").asText())
                .updatedAt(finding.path("updatedAt").asText())
                .severity(Severity.builder()
                        .product(severity)
                        .original(finding.path("severity").asText())
                        .label(Severities.ofGuardDuty(severity))
                        .build())
                .title(finding.path("title").asText())
                .description(finding.path("description").asText())
                .productFields(productFields(finding))
                .resources(resource(event, finding.path("resource")))
                .sample(finding.path("title").asText().startsWith("[SAMPLE]"))
                .build();
    }

    private static String type(String type) {
        String tactic = TACTICS.getOrDefault(type.replaceFirst(":.*", ""), "TTPs");
        return tactic + "/" + type.replace('/', '-');
    }

    private static Map<String, String> productFields(JsonNode finding) {
        JsonNode service = finding.path("service");
        var fields = new TreeMap<String, String>();
        fields.put("aws/guardduty/service/archived", service.path("archived").asText());
        fields.put("aws/guardduty/service/count", service.path("count").asText());
        fields.put(
                "aws/guardduty/service/detectorId", service.path("detectorId").asText());
        fields.put(
                "aws/guardduty/service/serviceName", service.path("serviceName").asText());
        fields.put(
                "aws/guardduty/service/resourceRole",
                service.path("resourceRole").asText());
        fields.put(
                "aws/guardduty/service/action/actionType",
                service.at("/action/actionType").asText());
        fields.put("aws/securityhub/ProductName", "GuardDuty");
        fields.put("aws/securityhub/CompanyName", "Amazon");
        return fields;
    }

    private static Resource resource(AwsEvent event, JsonNode resource) {
        Resource.Builder described = Resource.builder().partition("aws").region(event.region());
        String instance = resource.at("/instanceDetails/instanceId").asText();
        String key = resource.at("/accessKeyDetails/accessKeyId").asText();
        if (!instance.isEmpty()) {
            String arn = "arn:aws:ec2:" + event.region() + ":" + event.account() + ":instance/" + instance;
            return described
                    .type("AwsEc2Instance")
                    .id(arn)
                    .details(details ->
                            details.awsEc2Instance(ec2 -> ec2.type(text(resource, "/instanceDetails/instanceType"))
                                    .imageId(text(resource, "/instanceDetails/imageId"))
                                    .launchedAt(text(resource, "/instanceDetails/launchTime"))
                                    .vpcId(text(resource, "/instanceDetails/networkInterfaces/0/vpcId"))
                                    .subnetId(text(resource, "/instanceDetails/networkInterfaces/0/subnetId"))))
                    .build();
        }
        if (!key.isEmpty()) {
            return described
                    .type("AwsIamAccessKey")
                    .id("AWS::IAM::AccessKey:" + key)
                    .details(details -> details.awsIamAccessKey(
                            access -> access.principalId(text(resource, "/accessKeyDetails/principalId"))
                                    .principalType(text(resource, "/accessKeyDetails/userType"))
                                    .principalName(text(resource, "/accessKeyDetails/userName"))))
                    .build();
        }
        String bucket = resource.at("/s3BucketDetails/0/arn").asText();
        return described.type("AwsS3Bucket").id(bucket).build();
    }

    private static @Nullable String text(JsonNode json, String pointer) {
        JsonNode value = json.at(pointer);
        return value.isTextual() ? value.asText() : null;
    }
}
