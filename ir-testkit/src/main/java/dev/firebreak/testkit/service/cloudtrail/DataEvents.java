package dev.firebreak.testkit.service.cloudtrail;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What selectors ask of an event: its fields, and the resources whose data it touched. */
final class DataEvents {
    private DataEvents() {}

    /** The values of a field such as {@code resources.ARN}. */
    static Collection<String> field(RecordedEvent event, String field) {
        return switch (field) {
            case "eventCategory" -> List.of(event.kind().management() ? "Management" : "Data");
            case "eventName" -> List.of(event.kind().name());
            case "eventSource" -> List.of(event.kind().source());
            case "readOnly" -> List.of(String.valueOf(event.kind().readOnly()));
            case "eventType" -> List.of(event.content() instanceof ApiCall ? "AwsApiCall" : "AwsConsoleSignIn");
            case "userIdentity.arn" -> List.of(event.identity().caller().arn());
            case "resources.type" -> collected(event, true);
            case "resources.ARN" -> collected(event, false);
            default -> List.of();
        };
    }

    private static Set<String> collected(RecordedEvent event, boolean types) {
        var values = new TreeSet<String>();
        resources(event).forEach(each -> values.add(types ? each.type() : each.name()));
        return values;
    }

    /** The resource whose data an event touched, with its ARN in place of a name. */
    static List<EventResources.Resource> resources(RecordedEvent event) {
        if (event.kind().management() || !(event.content() instanceof ApiCall call)) {
            return List.of();
        }
        return switch (call.service()) {
            case "s3" -> of("AWS::S3::Object", object(call));
            case "lambda" -> of("AWS::Lambda::Function", function(event, call));
            case "ebs" ->
                of(
                        "AWS::EC2::Snapshot",
                        "arn:aws:ec2:" + event.place().region() + "::snapshot/"
                                + EventResources.text(call.request(), "SnapshotId"));
            case "sns" -> of("AWS::SNS::Topic", EventResources.text(call.request(), "TopicArn"));
            default -> List.of();
        };
    }

    private static List<EventResources.Resource> of(String type, @Nullable String arn) {
        return arn == null ? List.of() : List.of(new EventResources.Resource(type, arn));
    }

    private static String object(ApiCall call) {
        String key = EventResources.text(call.request(), "Key");
        String bucket = EventResources.text(call.request(), "Bucket");
        return "arn:aws:s3:::" + bucket + "/" + (key == null ? "" : key);
    }

    private static @Nullable String function(RecordedEvent event, ApiCall call) {
        String name = EventResources.text(call.request(), "FunctionName");
        return name == null || name.startsWith("arn:")
                ? name
                : "arn:aws:lambda:" + event.place().region() + ":"
                        + event.place().recipient() + ":function:" + name;
    }
}
