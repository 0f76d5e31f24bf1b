package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ARNs of the resources that a call is about. */
final class Resources {
    /** For each service the fields that name resources, with the ARNs that they make: {@code {R}} Region, {@code {A}} account, {@code {}} value. */
    private static final Map<String, Map<String, String>> BY_FIELD = Map.ofEntries(
            Map.entry("lambda", Map.of("FunctionName", "arn:aws:lambda:{R}:{A}:function:{}")),
            Map.entry("sns", Map.of("TopicArn", "{}", "TargetArn", "{}", "ResourceArn", "{}")),
            Map.entry("secretsmanager", Map.of("SecretId", "arn:aws:secretsmanager:{R}:{A}:secret:{}")),
            Map.entry("logs", Map.of("logGroupName", "arn:aws:logs:{R}:{A}:log-group:{}", "logGroupIdentifier", "{}")),
            Map.entry(
                    "rds",
                    Map.of(
                            "DBInstanceIdentifier", "arn:aws:rds:{R}:{A}:db:{}",
                            "DBClusterIdentifier", "arn:aws:rds:{R}:{A}:cluster:{}",
                            "DBSnapshotIdentifier", "arn:aws:rds:{R}:{A}:snapshot:{}",
                            "DBClusterSnapshotIdentifier", "arn:aws:rds:{R}:{A}:cluster-snapshot:{}",
                            "ResourceName", "{}")),
            Map.entry(
                    "ssm",
                    Map.of(
                            "DocumentName", "arn:aws:ssm:{R}:{A}:document/{}",
                            "InstanceIds", "arn:aws:ec2:{R}:{A}:instance/{}",
                            "Target", "arn:aws:ec2:{R}:{A}:instance/{}")),
            Map.entry("guardduty", Map.of("DetectorId", "arn:aws:guardduty:{R}:{A}:detector/{}")),
            Map.entry(
                    "cloudtrail",
                    Map.of(
                            "Name",
                            "arn:aws:cloudtrail:{R}:{A}:trail/{}",
                            "TrailName",
                            "arn:aws:cloudtrail:{R}:{A}:trail/{}")),
            Map.entry(
                    "autoscaling",
                    Map.of(
                            "AutoScalingGroupName",
                            "arn:aws:autoscaling:{R}:{A}:autoScalingGroup:*:autoScalingGroupName/{}")),
            Map.entry(
                    "elasticloadbalancing",
                    Map.of("LoadBalancerArn", "{}", "TargetGroupArn", "{}", "ListenerArn", "{}", "ResourceArns", "{}")),
            Map.entry("sso", Map.of("InstanceArn", "{}", "PermissionSetArn", "{}")),
            Map.entry("ebs", Map.of("SnapshotId", "arn:aws:ec2:{R}::snapshot/{}")),
            Map.entry("sts", Map.of("RoleArn", "{}", "Name", "arn:aws:sts::{A}:federated-user/{}")),
            Map.entry(
                    "monitoring",
                    Map.of(
                            "AlarmName", "arn:aws:cloudwatch:{R}:{A}:alarm:{}",
                            "AlarmNames", "arn:aws:cloudwatch:{R}:{A}:alarm:{}")));

    private final Invocation invocation;
    private final RequestFields fields;

    Resources(Invocation invocation) {
        this.invocation = invocation;
        this.fields = new RequestFields(invocation.request());
    }

    /** The ARNs; none when the action names no resource. */
    List<String> arns() {
        return switch (invocation.service()) {
            case "ec2" -> new Ec2Resources(invocation).arns();
            case "iam" -> new IamResources(invocation, fields).arns();
            case "kms" -> fields.text("KeyId").isPresent() ? List.of(key("KeyId")) : List.of();
            case "sqs" -> queues();
            case "events" -> new EventResources(invocation, fields).arns();
            default -> byField();
        };
    }

    private List<String> byField() {
        List<String> arns = new ArrayList<>();
        var templates = new LinkedHashMap<>(BY_FIELD.getOrDefault(invocation.service(), Map.of()));
        templates.forEach((field, template) -> fields.texts(field)
                .forEach(value -> arns.add(value.startsWith("arn:") ? value : fill(template, value))));
        return arns;
    }

    /** The ARN of a KMS key that a field names by id, ARN or alias. */
    String key(String field) {
        String key = fields.text(field).orElse("*");
        return key.startsWith("arn:") || key.equals("*")
                ? key
                : fill(key.startsWith("alias/") ? "arn:aws:kms:{R}:{A}:{}" : "arn:aws:kms:{R}:{A}:key/{}", key);
    }

    private List<String> queues() {
        List<String> arns = new ArrayList<>();
        fields.text("QueueUrl").ifPresent(url -> {
            String[] parts = url.split("/");
            String account = parts.length > 1 ? parts[parts.length - 2] : "";
            arns.add(
                    "arn:aws:sqs:" + invocation.call().region().name() + ":" + account + ":" + parts[parts.length - 1]);
        });
        fields.text("QueueName").ifPresent(name -> arns.add(fill("arn:aws:sqs:{R}:{A}:{}", name)));
        return arns;
    }

    private String fill(String template, String value) {
        return template.replace("{R}", invocation.call().region().name())
                .replace("{A}", invocation.call().account().id())
                .replace("{}", value);
    }
}
