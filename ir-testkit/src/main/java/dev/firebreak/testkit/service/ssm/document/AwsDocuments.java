package dev.firebreak.testkit.service.ssm.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/** The documents that AWS owns. */
final class AwsDocuments {
    private static final Instant PUBLISHED = Instant.parse("2017-07-01T00:00:00Z");
    private static final String SHELL = """
            {"schemaVersion":"1.2","description":"Run a shell script or specify the commands to run.","parameters":{\
            "commands":{"type":"StringList","minItems":1},"workingDirectory":{"type":"String","default":""},\
            "executionTimeout":{"type":"String","default":"3600","allowedPattern":"([1-9][0-9]{0,4})|(1[0-6][0-9]{4})|\
            (17[0-1][0-9]{3})|(172[0-7][0-9]{2})|(172800)"}},"runtimeConfig":{"aws:runShellScript":{"properties":[{\
            "id":"0.aws:runShellScript","runCommand":"{{ commands }}","workingDirectory":"{{ workingDirectory }}",\
            "timeoutSeconds":"{{ executionTimeout }}"}]}}}""";
    private static final String POWER_SHELL = SHELL.replace("RunShellScript", "RunPowerShellScript")
            .replace("aws:runShellScript", "aws:runPowerShellScript")
            .replace("a shell script", "a PowerShell script");

    private static final String CHANGE_STATE = "aws:changeInstanceState";
    private static final String OPTIONAL = "{\"type\":\"String\",\"default\":\"\"}";
    private static final Map<String, String> RUNBOOKS = Map.of(
            "AWS-StopEC2Instance", runbook("InstanceId", "StringList", CHANGE_STATE, "stopInstances"),
            "AWS-StartEC2Instance", runbook("InstanceId", "StringList", CHANGE_STATE, "startInstances"),
            "AWS-RestartEC2Instance", runbook("InstanceId", "StringList", CHANGE_STATE, "stopInstances"),
            "AWS-TerminateEC2Instance", runbook("InstanceId", "StringList", CHANGE_STATE, "terminateInstances"),
            "AWS-CreateSnapshot", runbook("VolumeId", "String", "aws:executeAwsApi", "createSnapshot", "Description"),
            "AWS-DisablePublicAccessForSecurityGroup",
                    runbook("GroupId", "String", "aws:executeAwsApi", "DisableIngress", "IpAddressToBlock"),
            "AWSSupport-ContainEC2Instance", containment("InstanceId"),
            "AWSSupport-ContainIAMPrincipal", containment("PrincipalName"),
            "AWSSupport-ContainS3Resource", containment("ResourceARN"));

    private AwsDocuments() {}

    static Optional<StoredDocument> find(String region, String name) {
        return switch (name) {
            case "AWS-RunShellScript" -> Optional.of(document(region, name, DocumentType.COMMAND, SHELL));
            case "AWS-RunPowerShellScript" -> Optional.of(document(region, name, DocumentType.COMMAND, POWER_SHELL));
            default ->
                Optional.ofNullable(RUNBOOKS.get(name))
                        .map(content -> document(region, name, DocumentType.AUTOMATION, content));
        };
    }

    static List<StoredDocument> all(String region) {
        return List.of("AWS-RunShellScript", "AWS-RunPowerShellScript").stream()
                .map(name -> find(region, name).orElseThrow())
                .toList();
    }

    private static StoredDocument document(String region, String name, DocumentType type, String content) {
        var document = new StoredDocument(new StoredDocument.Key(name, "Amazon", region, type));
        document.add(content, null, PUBLISHED);
        return document;
    }

    private static String containment(String parameter) {
        return runbook(parameter, "String", "aws:executeScript", "Contain", "Action")
                .replace("\"Action\":" + OPTIONAL, "\"Action\":{\"type\":\"String\",\"default\":\"Contain\"}");
    }

    private static String runbook(String parameter, String type, String action, String step, String... optional) {
        String others = Stream.concat(Stream.of(optional), Stream.of("AutomationAssumeRole"))
                .map(name -> ",\"" + name + "\":" + OPTIONAL)
                .collect(Collectors.joining());
        return "{\"schemaVersion\":\"0.3\",\"assumeRole\":\"{{ AutomationAssumeRole }}\",\"parameters\":{\"" + parameter
                + "\":{\"type\":\"" + type + "\"}" + others + "},\"mainSteps\":[{\"name\":\"" + step
                + "\",\"action\":\"" + action + "\",\"inputs\":{}}]}";
    }
}
