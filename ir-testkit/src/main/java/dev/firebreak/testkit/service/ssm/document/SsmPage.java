package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of answers. */
public final class SsmPage {
    private static final ResultPage.Tokens TOKENS = new ResultPage.Tokens(
            "ssm-page:", token -> AwsError.of("InvalidNextToken", "The specified token isn't valid."));

    private SsmPage() {}

    /**
     * The page that a request asks for.
     *
     * @param maxResults how many it wants; null for as many as there may be
     * @param most how many there may be
     */
    public static <T> ResultPage<T> of(List<T> all, @Nullable Integer maxResults, @Nullable String token, int most) {
        return of(all, maxResults, token, new Bounds(1, most));
    }

    /** The page that a request asks for, when it may not ask for less than some. */
    public static <T> ResultPage<T> of(
            List<T> all, @Nullable Integer maxResults, @Nullable String token, Bounds bounds) {
        if (maxResults != null && (maxResults < bounds.least() || maxResults > bounds.most())) {
            String side = maxResults < bounds.least()
                    ? "greater than or equal to " + bounds.least()
                    : "less than or equal to " + bounds.most();
            throw SsmErrors.validation("maxResults", maxResults, "Member must have value " + side);
        }
        return TOKENS.page(all, maxResults == null ? bounds.most() : maxResults, token);
    }

    /**
     * How many items a request may ask for.
     *
     * @param least the fewest
     * @param most the most
     */
    public record Bounds(int least, int most) {}
}
