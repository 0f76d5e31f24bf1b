package dev.firebreak.aws.internal.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.spi.CanonicalJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A record made of sections, one per read. A read that AWS refuses leaves a section that says so, so that one missing permission does not
 * cost the rest, and nobody takes the gap for an absence.
 */
final class RecordBook {
    private final ObjectNode book = CanonicalJson.object();
    private final List<String> requestIds = new ArrayList<>();

    /** Adds what the read gives as a list. */
    void list(String section, Supplier<? extends Collection<?>> read) {
        guarded(section, () -> book.set(section, SdkJson.array(read.get())));
    }

    /** Adds the answer of one call; empty when it was refused. */
    <R extends AwsResponse> Optional<R> answer(String section, Supplier<R> call) {
        return guarded(section, () -> {
            R response = call.get();
            requestIds.add(response.responseMetadata().requestId());
            book.set(section, SdkJson.object(response));
            return response;
        });
    }

    /** Adds the answers of one paginated call, as if they were one. */
    <R extends AwsResponse> void pages(String section, Supplier<? extends Iterable<R>> call) {
        guarded(section, () -> {
            var pages = new AnswerPages();
            for (R page : call.get()) {
                requestIds.add(page.responseMetadata().requestId());
                pages.add(page);
            }
            return book.set(section, pages.json());
        });
    }

    /** Adds a text. */
    void text(String section, Supplier<String> read) {
        guarded(section, () -> book.put(section, read.get()));
    }

    private <R> Optional<R> guarded(String section, Supplier<R> read) {
        try {
            return Optional.of(read.get());
        } catch (AwsServiceException e) {
            if (Failures.isPassing(e)) {
                throw e;
            }
            book.putObject(section).put("unavailable", Failures.classify(e).message());
            return Optional.empty();
        }
    }

    List<String> requestIds() {
        return requestIds;
    }

    ObjectNode json() {
        return book;
    }
}
