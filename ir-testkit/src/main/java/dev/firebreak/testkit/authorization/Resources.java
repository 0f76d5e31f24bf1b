package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.ArrayList;
import java.util.List;

/** The ARNs of the resources that a call is about. */
final class Resources {
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
            case "sqs" -> queues();
            case "events" -> new EventResources(invocation, fields).arns();
            default -> byField();
        };
    }

    private List<String> byField() {
        List<String> arns = new ArrayList<>();
        for (ResourceTable.Row row : ResourceTable.rows(invocation.service(), invocation.operation())) {
            row.values(fields).forEach(value -> arns.add(arn(row.arn(), value)));
        }
        return arns;
    }

    /** The ARN of a KMS key that a field names by id, ARN or alias. */
    String key(String field) {
        return fields.text(field).map(key -> arn("kms:@:key/{}", key)).orElse("*");
    }

    private List<String> queues() {
        List<String> arns = byField();
        fields.text("QueueUrl").ifPresent(url -> {
            String[] parts = url.split("/");
            String account = parts.length > 1 ? parts[parts.length - 2] : "";
            arns.add(
                    "arn:aws:sqs:" + invocation.call().region().name() + ":" + account + ":" + parts[parts.length - 1]);
        });
        return arns;
    }

    private String arn(String template, String value) {
        if (value.startsWith("arn:")) {
            return value;
        }
        String filled = "arn:aws:"
                + template.replace("@", "{R}:{A}")
                        .replace("{R}", invocation.call().region().name())
                        .replace("{A}", invocation.call().account().id())
                        .replace("{}", value);
        // Aliases of keys, and parameters in a hierarchy, bring what stands before their names elsewhere.
        return filled.replace(":key/alias/", ":alias/").replace(":parameter//", ":parameter/");
    }
}
