package dev.firebreak.testkit.policy;

/**
 * What somebody asks to do.
 *
 * @param principal who
 * @param action the action, such as {@code s3:GetObject}
 * @param resource on what, and whose it is
 * @param context the condition keys
 */
public record AccessRequest(Principal principal, String action, Resource resource, RequestContext context) {
    /**
     * A resource.
     *
     * @param arn its ARN, or {@code *} for an action that names none
     * @param accountId the account that owns it
     */
    public record Resource(String arn, String accountId) {}
}
