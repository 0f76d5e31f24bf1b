package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.service.AwsError;

/** The errors of Global Accelerator. */
final class AcceleratorErrors {
    private AcceleratorErrors() {}

    static AwsError noAccelerator(String arn) {
        return AwsError.of("AcceleratorNotFoundException", "Accelerator %s does not exist", arn);
    }

    static AwsError noListener(String arn) {
        return AwsError.of("ListenerNotFoundException", "Listener %s does not exist", arn);
    }

    static AwsError noGroup(String arn) {
        return AwsError.of("EndpointGroupNotFoundException", "Endpoint group %s does not exist", arn);
    }

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("InvalidArgumentException", message, arguments);
    }

    static AwsError invalidToken() {
        return AwsError.of("InvalidNextTokenException", "The next token is invalid");
    }
}
