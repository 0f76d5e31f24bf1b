package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of IAM Identity Center and its identity store, and the checks that both make. */
final class IdentityCenterErrors {
    private static final int LARGEST_PAGE = 100;

    private IdentityCenterErrors() {}

    static AwsError notFound(String message, Object... arguments) {
        return AwsError.of("ResourceNotFoundException", message, arguments);
    }

    static AwsError conflict(String message, Object... arguments) {
        return AwsError.of("ConflictException", message, arguments);
    }

    static AwsError validation(String message, Object... arguments) {
        return AwsError.of("ValidationException", message, arguments);
    }

    static AwsError accessDenied(String message, Object... arguments) {
        return AwsError.of("AccessDeniedException", message, arguments);
    }

    static AwsError quota(String message, Object... arguments) {
        return AwsError.of("ServiceQuotaExceededException", message, arguments);
    }

    static String required(@Nullable String value, String field) {
        if (value == null) {
            throw validation(
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null",
                    field);
        }
        return value;
    }

    static <T> ResultPage<T> page(List<T> all, @Nullable Integer size, @Nullable String token) {
        if (size != null && (size < 1 || size > LARGEST_PAGE)) {
            throw validation(
                    "1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: "
                            + "Member must have value between 1 and %d",
                    size, LARGEST_PAGE);
        }
        return ResultPage.of(
                all, size == null ? LARGEST_PAGE : size, token, () -> validation("Invalid pagination token"));
    }
}
