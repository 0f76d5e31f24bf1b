package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;

/** The refusals that many operations of Systems Manager share. */
public final class SsmErrors {
    private SsmErrors() {}

    /** A value out of its bounds. */
    public static AwsError validation(String member, Object value, String constraint) {
        return AwsError.of(
                "ValidationException",
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                value,
                member,
                constraint);
    }

    /** A document that does not exist, or that the account may not see. */
    public static AwsError noDocument(String name) {
        return AwsError.of("InvalidDocument", "Document with name %s does not exist.", name);
    }

    /** A document whose content breaks the schema. */
    public static AwsError badContent(String reason) {
        return AwsError.of("InvalidDocumentContent", "JSON not well-formed. %s", reason);
    }

    /** A filter that the operation does not know. */
    public static AwsError badFilter(String key) {
        return AwsError.of("InvalidFilterKey", "The specified filter key %s is not valid.", key);
    }
}
