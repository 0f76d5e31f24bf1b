package dev.firebreak.testkit.service.networkfirewall;

import dev.firebreak.testkit.service.AwsError;

/** The errors of Network Firewall. */
final class FirewallErrors {
    private FirewallErrors() {}

    static AwsError notFound(String what) {
        return AwsError.of("ResourceNotFoundException", "Could not find %s", what);
    }

    static AwsError request(String message, Object... arguments) {
        return AwsError.of("InvalidRequestException", message, arguments);
    }

    static AwsError operation(String message, Object... arguments) {
        return AwsError.of("InvalidOperationException", message, arguments);
    }

    static AwsError limit(String message, Object... arguments) {
        return AwsError.of("LimitExceededException", message, arguments);
    }
}
