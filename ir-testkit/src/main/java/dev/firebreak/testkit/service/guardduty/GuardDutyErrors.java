package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.AwsError;

/** The errors of GuardDuty, worded as it words them. */
final class GuardDutyErrors {
    private GuardDutyErrors() {}

    static AwsError rejected(String because) {
        return AwsError.of("BadRequestException", "%s", "The request is rejected because " + because)
                .with("Type", "InvalidInputException");
    }

    static AwsError noDetector() {
        return rejected("the input detectorId is not owned by the current account.");
    }

    static AwsError invalid(String parameter) {
        return rejected("the parameter " + parameter + " has an invalid value.");
    }

    static AwsError invalidToken() {
        return invalid("nextToken");
    }
}
