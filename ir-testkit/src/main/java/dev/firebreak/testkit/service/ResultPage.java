package dev.firebreak.testkit.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, with an opaque token that asks for the next one.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record ResultPage<T>(List<T> items, @Nullable String nextToken) {

    /**
     * The page that the token asks for, the first one without a token.
     *
     * @param invalidToken the error for a token that no page gave
     */
    public static <T> ResultPage<T> of(List<T> all, int size, @Nullable String token, Supplier<AwsError> invalidToken) {
        return new Tokens("page:", text -> invalidToken.get()).page(all, size, token);
    }

    /**
     * The tokens of a service, which knows its own again and no other's.
     *
     * @param mark what its tokens begin with
     * @param invalid the error for a token that it did not make
     */
    public record Tokens(String mark, Function<String, AwsError> invalid) {
        /** The page that the token asks for, the first one without a token. */
        public <T> ResultPage<T> page(List<T> all, int size, @Nullable String token) {
            int start = token == null || token.isEmpty() ? 0 : offset(token);
            int from = Math.min(start, all.size());
            int to = Math.min(all.size(), from + size);
            return new ResultPage<>(List.copyOf(all.subList(from, to)), to < all.size() ? token(to) : null);
        }

        private String token(int offset) {
            return Base64.getEncoder().encodeToString((mark + offset).getBytes(StandardCharsets.UTF_8));
        }

        private int offset(String token) {
            try {
                String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
                if (text.startsWith(mark) && text.substring(mark.length()).matches("\\d{1,9}")) {
                    return Integer.parseInt(text.substring(mark.length()));
                }
            } catch (IllegalArgumentException notBase64) {
                throw invalid.apply(token);
            }
            throw invalid.apply(token);
        }
    }
}
