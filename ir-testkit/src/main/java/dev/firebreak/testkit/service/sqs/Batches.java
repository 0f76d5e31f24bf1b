package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** What batch requests have in common. */
final class Batches {
    private static final int MOST = 10;

    private Batches() {}

    /** Checks a batch as a whole. */
    static <E> void check(List<E> entries, Function<E, String> id, String entryType) {
        if (entries.isEmpty()) {
            throw SqsErrors.named("EmptyBatchRequest", "There should be at least one %s in the request.", entryType);
        }
        if (entries.size() > MOST) {
            throw SqsErrors.named(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent %d.",
                    entries.size());
        }
        var seen = new HashSet<String>();
        for (E entry : entries) {
            String name = String.valueOf(id.apply(entry));
            if (!name.matches("[\\w-]{1,80}")) {
                throw SqsErrors.named(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 "
                                + "letters long.");
            }
            if (!seen.add(name)) {
                throw SqsErrors.named("BatchEntryIdsNotDistinct", "Id %s repeated.", name);
            }
        }
    }

    /** Does each entry by itself, and answers which of them failed. */
    static <E> List<BatchResultErrorEntry> each(List<E> entries, Function<E, String> id, Consumer<E> action) {
        var failed = new ArrayList<BatchResultErrorEntry>();
        for (E entry : entries) {
            try {
                action.accept(entry);
            } catch (AwsError refused) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(id.apply(entry))
                        .senderFault(refused.status() < 500)
                        .code(refused.queryCode())
                        .message(refused.message())
                        .build());
            }
        }
        return failed;
    }
}
