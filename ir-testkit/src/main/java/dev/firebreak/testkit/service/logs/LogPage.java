package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of lists. */
final class LogPage {
    private LogPage() {}

    /** The page that the parameters ask for; {@code most} is also the default. */
    static <T> ResultPage<T> of(List<T> all, @Nullable Integer limit, @Nullable String token, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw LogErrors.constraint(
                    limit.toString(),
                    "limit",
                    limit < 1
                            ? "Member must have value greater than or equal to 1"
                            : "Member must have value less than or equal to " + most);
        }
        return ResultPage.of(
                all,
                limit == null ? most : limit,
                token,
                () -> LogErrors.invalid("The specified nextToken is invalid."));
    }
}
