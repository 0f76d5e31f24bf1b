package dev.firebreak.testkit.policy;

/**
 * A policy that bears on a request.
 *
 * @param id what answers call it: the name of an inline policy, or an id or ARN
 * @param origin what it is attached to or written in, such as {@code user} or {@code group}
 * @param document its document
 */
public record NamedPolicy(String id, String origin, PolicyDocument document) {
    /** A policy with this document. */
    public static NamedPolicy of(String id, String origin, String document) {
        return new NamedPolicy(id, origin, PolicyDocument.of(document));
    }
}
