package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
record LogPage<T>(List<T> items, @Nullable String nextToken) {

    /** The page that the parameters ask for; {@code most} is also the default. */
    static <T> LogPage<T> of(List<T> all, @Nullable Integer limit, @Nullable String token, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw LogErrors.constraint(
                    limit.toString(),
                    "limit",
                    limit < 1
                            ? "Member must have value greater than or equal to 1"
                            : "Member must have value less than or equal to " + most);
        }
        var page = ResultPage.of(
                all,
                limit == null ? most : limit,
                token,
                () -> LogErrors.invalid("The specified nextToken is invalid."));
        return new LogPage<>(page.items(), page.nextToken());
    }
}
