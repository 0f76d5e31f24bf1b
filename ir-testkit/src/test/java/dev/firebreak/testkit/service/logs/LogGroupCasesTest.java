package dev.firebreak.testkit.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.s3.S3Client;

class LogGroupCasesTest extends ServiceCases {
    private static final String CREATE =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";
    private static final String RETENTION =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
    private static final String EXPORT =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html";

    @Test
    @AwsFact(value = "A group's ARN ends in a colon and an asterisk, and its log group ARN does not", source = CREATE)
    void describeLogGroups_made_hasBothArns() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("/shop/web").tags(Map.of("team", "shop")));

        var group = logs.describeLogGroups(list -> list.logGroupNamePrefix("/shop"))
                .logGroups()
                .get(0);

        assertThat(group.arn()).isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:/shop/web:*");
        assertThat(group.logGroupArn()).isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:/shop/web");
        assertThat(group.retentionInDays()).isNull();
        assertThat(logs.listTagsForResource(list -> list.resourceArn(group.logGroupArn()))
                        .tags())
                .containsEntry("team", "shop");
    }

    @Test
    @AwsFact(value = "A second group of the same name is refused", source = CREATE)
    void createLogGroup_again_isRefused() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("web"));

        assertThat(Refused.by(() -> logs.createLogGroup(make -> make.logGroupName("web"))))
                .isEqualTo("ResourceAlreadyExistsException: The specified log group already exists");
    }

    @Test
    @AwsFact(value = "Names of groups have letters, digits and a few marks", source = CREATE)
    void createLogGroup_badName_isRefused() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());

        assertThat(Refused.by(() -> logs.createLogGroup(make -> make.logGroupName("a b"))))
                .startsWith("InvalidParameterException");
    }

    @Test
    @AwsFact(value = "Events older than the retention are gone", source = RETENTION)
    void retention_passed_dropsEvents() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        written(logs);
        logs.putRetentionPolicy(put -> put.logGroupName("web").retentionInDays(1));
        clock.advance(Duration.ofDays(2));

        assertThat(logs.filterLogEvents(filter -> filter.logGroupName("web")).events())
                .isEmpty();
    }

    @Test
    @AwsFact(value = "The retention is one of a list of numbers of days", source = RETENTION)
    void putRetentionPolicy_otherNumber_isRefused() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("web"));

        assertThat(Refused.by(() ->
                        logs.putRetentionPolicy(put -> put.logGroupName("web").retentionInDays(2))))
                .startsWith("InvalidParameterException");
    }

    @Test
    @AwsFact(value = "A stream that is not there cannot be written to", source = CREATE)
    void putLogEvents_noStream_isRefused() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("web"));

        assertThat(Refused.by(() -> logs.putLogEvents(
                        put -> put.logGroupName("web").logStreamName("none").logEvents(event("x")))))
                .isEqualTo("ResourceNotFoundException: The specified log stream does not exist.");
    }

    @Test
    @AwsFact(value = "An export needs a bucket whose policy lets the service in", source = EXPORT)
    void createExportTask_noPolicy_isRefused() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        written(logs);
        bucket();

        assertThat(Refused.by(() -> export(logs)))
                .startsWith("InvalidParameterException: GetBucketAcl call on the given bucket failed.");
    }

    @Test
    @AwsFact(value = "An export writes the events of every stream, zipped, and then is completed", source = EXPORT)
    void createExportTask_permitted_writesObjects() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        written(logs);
        S3Client s3 = bucket();
        s3.putBucketPolicy(put -> put.bucket("exports").policy("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                         "Principal":{"Service":"logs.eu-west-1.amazonaws.com"},
                         "Action":["s3:GetBucketAcl","s3:PutObject"],
                         "Resource":["arn:aws:s3:::exports","arn:aws:s3:::exports/*"]}]}
                        """));
        String task = export(logs);

        assertThat(status(logs, task)).isEqualTo(ExportTaskStatusCode.RUNNING);
        clock.advance(Duration.ofMinutes(2));
        assertThat(status(logs, task)).isEqualTo(ExportTaskStatusCode.COMPLETED);
        assertThat(s3.listObjectsV2(list -> list.bucket("exports")).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("exportedlogs/" + task + "/one/000000.gz"));
    }

    private static ExportTaskStatusCode status(CloudWatchLogsClient logs, String task) {
        return logs.describeExportTasks(list -> list.taskId(task))
                .exportTasks()
                .get(0)
                .status()
                .code();
    }

    private String export(CloudWatchLogsClient logs) {
        return logs.createExportTask(make -> make.logGroupName("web")
                        .from(0L)
                        .to(clock.instant().toEpochMilli() + 1)
                        .destination("exports"))
                .taskId();
    }

    private S3Client bucket() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(make ->
                make.bucket("exports").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        return s3;
    }

    private void written(CloudWatchLogsClient logs) {
        logs.createLogGroup(make -> make.logGroupName("web"));
        logs.createLogStream(make -> make.logGroupName("web").logStreamName("one"));
        logs.putLogEvents(put -> put.logGroupName("web").logStreamName("one").logEvents(event("started")));
    }

    private InputLogEvent event(String message) {
        return InputLogEvent.builder()
                .timestamp(clock.instant().toEpochMilli())
                .message(message)
                .build();
    }
}
