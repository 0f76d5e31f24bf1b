package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.AwsError;
import org.jspecify.annotations.Nullable;

/** The errors of Route 53 Resolver. */
final class ResolverErrors {
    private ResolverErrors() {}

    static AwsError notFound(String what, @Nullable String id) {
        return AwsError.of(
                "ResourceNotFoundException", "%s with the ID \"%s\" doesn't exist", what, String.valueOf(id));
    }

    static AwsError conflict(String message, Object... arguments) {
        return AwsError.of("ConflictException", message, arguments);
    }

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("ValidationException", message, arguments);
    }
}
