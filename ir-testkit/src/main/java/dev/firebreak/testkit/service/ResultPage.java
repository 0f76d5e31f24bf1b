package dev.firebreak.testkit.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, with an opaque token that asks for the next one.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record ResultPage<T>(List<T> items, @Nullable String nextToken) {
    private static final String MARK = "page:";

    /**
     * The page that the token asks for, the first one without a token.
     *
     * @param invalidToken the error for a token that no page gave
     */
    public static <T> ResultPage<T> of(List<T> all, int size, @Nullable String token, Supplier<AwsError> invalidToken) {
        int start = token == null || token.isEmpty() ? 0 : offset(token, invalidToken);
        int from = Math.min(start, all.size());
        int to = Math.min(all.size(), from + size);
        return new ResultPage<>(List.copyOf(all.subList(from, to)), to < all.size() ? token(to) : null);
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString((MARK + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token, Supplier<AwsError> invalidToken) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.matches(MARK + "\\d{1,9}")) {
                return Integer.parseInt(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalidToken.get();
        }
        throw invalidToken.get();
    }
}
