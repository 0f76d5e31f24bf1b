package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Describe answers: up to 400 resources each. */
final class ElbPage {
    private static final int MOST = 400;
    private static final ResultPage.Tokens MARKERS =
            new ResultPage.Tokens("marker:", marker -> ElbErrors.invalid("Invalid marker '%s'", marker));

    private ElbPage() {}

    static <T> ResultPage<T> of(List<T> all, @Nullable Integer pageSize, @Nullable String marker) {
        if (pageSize != null && (pageSize < 1 || pageSize > MOST)) {
            throw ElbErrors.invalid(
                    "1 validation error detected: Value '%d' at 'pageSize' failed to satisfy constraint: Member must have value between 1 and %d",
                    pageSize, MOST);
        }
        return MARKERS.page(all, pageSize == null ? MOST : pageSize, marker);
    }
}
