package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of lists: up to 50 items each. */
final class FunctionPage {
    private static final int MOST = 50;
    private static final ResultPage.Tokens MARKERS =
            new ResultPage.Tokens("lambda-page:", marker -> FunctionErrors.invalid("Invalid pagination token"));

    private FunctionPage() {}

    static <T> ResultPage<T> of(List<T> all, @Nullable Integer maxItems, @Nullable String marker) {
        if (maxItems != null && maxItems < 1) {
            throw FunctionErrors.validation("maxItems", maxItems, "Member must have value greater than or equal to 1");
        }
        return MARKERS.page(all, Math.min(maxItems == null ? MOST : maxItems, MOST), marker);
    }
}
