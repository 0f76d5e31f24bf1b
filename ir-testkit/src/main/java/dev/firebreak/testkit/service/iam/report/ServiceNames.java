package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamState;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services that the reports know, and the entities that they are about. */
final class ServiceNames {
    static final SortedMap<String, String> BY_NAMESPACE = new TreeMap<>(Map.ofEntries(
            Map.entry("autoscaling", "Amazon EC2 Auto Scaling"),
            Map.entry("cloudtrail", "AWS CloudTrail"),
            Map.entry("cloudwatch", "Amazon CloudWatch"),
            Map.entry("config", "AWS Config"),
            Map.entry("ec2", "Amazon EC2"),
            Map.entry("elasticloadbalancing", "Elastic Load Balancing"),
            Map.entry("events", "Amazon EventBridge"),
            Map.entry("guardduty", "Amazon GuardDuty"),
            Map.entry("iam", "AWS Identity and Access Management"),
            Map.entry("identitystore", "AWS Identity Store"),
            Map.entry("kms", "AWS Key Management Service"),
            Map.entry("lambda", "AWS Lambda"),
            Map.entry("logs", "Amazon CloudWatch Logs"),
            Map.entry("organizations", "AWS Organizations"),
            Map.entry("rds", "Amazon RDS"),
            Map.entry("s3", "Amazon S3"),
            Map.entry("secretsmanager", "AWS Secrets Manager"),
            Map.entry("securityhub", "AWS Security Hub"),
            Map.entry("sns", "Amazon SNS"),
            Map.entry("sqs", "Amazon SQS"),
            Map.entry("ssm", "AWS Systems Manager"),
            Map.entry("sso", "AWS IAM Identity Center"),
            Map.entry("sts", "AWS Security Token Service")));

    private ServiceNames() {}

    /** The name by which requests to a service are signed, where it is not its namespace. */
    static String signing(String namespace) {
        return namespace.equals("cloudwatch") ? "monitoring" : namespace;
    }

    /** The user, group, role or policy with this ARN. */
    static IamEntity entity(Call call, @Nullable String entityArn) {
        String arn = IamChecks.required(entityArn, "arn");
        if (!arn.matches("arn:aws:iam::(aws|[0-9]{12}):(user|group|role|policy)/.+")) {
            throw IamErrors.invalidInput("Invalid ARN: %s", arn);
        }
        IamState iam = IamLookup.iam(call);
        Optional<? extends IamEntity> found = Stream.<IamEntity>concat(
                        Stream.concat(iam.users().all().stream(), iam.groups().all().stream()),
                        Stream.concat(iam.roles().all().stream(), iam.policies().values().stream()))
                .filter(entity -> entity.arn().equals(arn))
                .findFirst();
        return found.orElseThrow(() -> noSuch(arn));
    }

    private static AwsError noSuch(String arn) {
        return IamErrors.noSuchEntity("%s cannot be found.", arn);
    }
}
