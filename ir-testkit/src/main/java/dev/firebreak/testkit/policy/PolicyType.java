package dev.firebreak.testkit.policy;

/** The kinds of policies, with their names in the messages of AWS. */
public enum PolicyType {
    SERVICE_CONTROL("service control policy", "a service control policy"),
    RESOURCE_CONTROL("resource control policy", "a resource control policy"),
    RESOURCE("resource-based policy", "a resource-based policy"),
    ROLE_TRUST("role trust policy", "the role trust policy"),
    BOUNDARY("permissions boundary", "a permissions boundary"),
    SESSION("session policy", "a session policy"),
    IDENTITY("identity-based policy", "an identity-based policy");

    private final String title;
    private final String withArticle;

    PolicyType(String title, String withArticle) {
        this.title = title;
        this.withArticle = withArticle;
    }

    /** The name, such as {@code identity-based policy}. */
    public String title() {
        return title;
    }

    /** The name with its article, such as {@code an identity-based policy}. */
    public String withArticle() {
        return withArticle;
    }
}
