package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of what DNS Firewall lists. */
final class ResolverPage {
    private static final int PAGE = 100;

    private ResolverPage() {}

    static <T> ResultPage<T> of(List<T> all, @Nullable Integer size, @Nullable String token) {
        return ResultPage.of(
                all, size == null ? PAGE : size, token, () -> ResolverErrors.invalid("The next token is not valid"));
    }
}
