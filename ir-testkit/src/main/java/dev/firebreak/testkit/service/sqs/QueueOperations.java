package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;

/** Makes, lists, purges and deletes queues. */
final class QueueOperations {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int MOST_LISTED = 1000;

    private QueueOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateQueue", CreateQueueRequest::builder, QueueOperations::create)
                .on("GetQueueUrl", GetQueueUrlRequest::builder, QueueOperations::url)
                .on("ListQueues", ListQueuesRequest::builder, QueueOperations::list)
                .on("DeleteQueue", DeleteQueueRequest::builder, QueueOperations::delete)
                .on("PurgeQueue", PurgeQueueRequest::builder, QueueOperations::purge)
                .on(
                        "ListDeadLetterSourceQueues",
                        ListDeadLetterSourceQueuesRequest::builder,
                        QueueOperations::deadLetterSources);
    }

    private static CreateQueueResponse create(Call call, CreateQueueRequest request) {
        Map<String, String> attributes = request.attributesAsStrings();
        String name = checkName(request.queueName(), "true".equals(attributes.get("FifoQueue")));
        boolean fifo = name.endsWith(".fifo");
        QueueAttributes.check(fifo, attributes);
        SqsState state = SqsState.of(call.region());
        Queue existing = state.queues().get(name);
        if (existing != null) {
            checkSame(existing, attributes);
            return CreateQueueResponse.builder().queueUrl(existing.name().url()).build();
        }
        checkNotJustDeleted(call, state, name);
        var named = new Queue.Name(call.account().id(), call.region().name(), name);
        checkRedrive(call, named, attributes);
        var queue = new Queue(named, call.now());
        queue.attributes(attributes, call.now());
        queue.tags().putAll(request.tags());
        state.queues().put(name, queue);
        return CreateQueueResponse.builder().queueUrl(named.url()).build();
    }

    static void checkRedrive(Call call, Queue.Name name, Map<String, String> attributes) {
        String redrive = attributes.getOrDefault("RedrivePolicy", "");
        if (!redrive.isEmpty()) {
            RedrivePolicy.check(call.world(), name, redrive);
        }
    }

    private static String checkName(@Nullable String name, boolean fifo) {
        if (name == null || name.isEmpty()) {
            throw name == null ? SqsErrors.missing("QueueName") : SqsErrors.invalid("Queue name cannot be empty");
        }
        if (fifo && !(name.matches("[\\w-]+\\.fifo") && name.length() <= 80)) {
            throw SqsErrors.invalid(
                    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with "
                            + ".fifo suffix and be 1 to 80 in length.");
        }
        if (!fifo && !name.matches("[\\w-]{1,80}")) {
            throw SqsErrors.invalid(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        return name;
    }

    private static void checkSame(Queue existing, Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            if (!existing.attribute(name).equals(value)) {
                throw SqsErrors.queueExists(name);
            }
        });
    }

    private static void checkNotJustDeleted(Call call, SqsState state, String name) {
        Instant deleted = state.deleted().get(name);
        if (deleted != null && call.now().isBefore(deleted.plus(MINUTE))) {
            throw SqsErrors.named(
                    "QueueDeletedRecently",
                    "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
        }
        state.deleted().remove(name);
    }

    private static GetQueueUrlResponse url(Call call, GetQueueUrlRequest request) {
        String owner =
                request.queueOwnerAWSAccountId() == null ? call.account().id() : request.queueOwnerAWSAccountId();
        if (request.queueName() == null) {
            throw SqsErrors.missing("QueueName");
        }
        var name = new Queue.Name(owner, call.region().name(), request.queueName());
        return GetQueueUrlResponse.builder()
                .queueUrl(Queues.find(call, name, "GetQueueUrl").name().url())
                .build();
    }

    private static ListQueuesResponse list(Call call, ListQueuesRequest request) {
        String prefix = request.queueNamePrefix() == null ? "" : request.queueNamePrefix();
        List<String> urls = SqsState.of(call.region()).queues().values().stream()
                .map(Queue::name)
                .filter(name -> name.name().startsWith(prefix))
                .map(Queue.Name::url)
                .toList();
        var page = page(urls, request.maxResults(), request.nextToken());
        // Without MaxResults there is no second page, however many queues there are.
        return ListQueuesResponse.builder()
                .queueUrls(page.items())
                .nextToken(request.maxResults() == null ? null : page.nextToken())
                .build();
    }

    private static ResultPage<String> page(List<String> urls, @Nullable Integer maxResults, @Nullable String token) {
        int size = maxResults == null ? MOST_LISTED : maxResults;
        if (size < 1 || size > MOST_LISTED) {
            throw SqsErrors.invalidParameter("MaxResults", size, "Must be between 1 and 1000, if provided.");
        }
        return ResultPage.of(urls, size, token, () -> SqsErrors.invalid("Invalid or expired next token"));
    }

    private static DeleteQueueResponse delete(Call call, DeleteQueueRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "DeleteQueue");
        Queue.Name name = queue.name();
        SqsState state = SqsState.of(call.world().account(name.account()).region(name.region()));
        state.queues().remove(name.name());
        state.deleted().put(name.name(), call.now());
        return DeleteQueueResponse.builder().build();
    }

    private static PurgeQueueResponse purge(Call call, PurgeQueueRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "PurgeQueue");
        Instant last = queue.purged();
        if (last != null && call.now().isBefore(last.plus(MINUTE))) {
            throw SqsErrors.purgeInProgress(queue.name().name());
        }
        queue.purge(call.now());
        return PurgeQueueResponse.builder().build();
    }

    private static ListDeadLetterSourceQueuesResponse deadLetterSources(
            Call call, ListDeadLetterSourceQueuesRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "ListDeadLetterSourceQueues");
        List<String> urls = SqsState.of(call.region()).queues().values().stream()
                .filter(source -> RedrivePolicy.of(source)
                        .filter(policy -> policy.target().equals(queue.name().arn()))
                        .isPresent())
                .map(source -> source.name().url())
                .toList();
        var page = page(urls, request.maxResults(), request.nextToken());
        return ListDeadLetterSourceQueuesResponse.builder()
                .queueUrls(page.items())
                .nextToken(request.maxResults() == null ? null : page.nextToken())
                .build();
    }
}
