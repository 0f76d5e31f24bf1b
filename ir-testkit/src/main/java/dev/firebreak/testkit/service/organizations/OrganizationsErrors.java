package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;

/** The errors of Organizations. */
final class OrganizationsErrors {
    private OrganizationsErrors() {}

    static AwsError notInUse() {
        return AwsError.of("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }

    static AwsError accessDenied() {
        return AwsError.of("AccessDeniedException", "You don't have permissions to access this resource.");
    }

    static AwsError invalidInput(String message) {
        return AwsError.of("InvalidInputException", "%s", message);
    }

    static AwsError constraint(String message) {
        return AwsError.of("ConstraintViolationException", "%s", message);
    }

    static AwsError invalidToken() {
        return invalidInput(
                "Get the value for the NextToken parameter from the response to a previous call of the operation.");
    }

    static AwsError noSuchAccount() {
        return AwsError.of("AccountNotFoundException", "You specified an account that doesn't exist.");
    }

    static AwsError noSuchUnit() {
        return AwsError.of(
                "OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
    }

    static AwsError noSuchParent() {
        return AwsError.of("ParentNotFoundException", "You specified parent that doesn't exist.");
    }

    static AwsError noSuchTarget() {
        return AwsError.of("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    static AwsError noSuchPolicy() {
        return AwsError.of("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    }

    static AwsError typeNotEnabled() {
        return AwsError.of(
                "PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types.");
    }
}
