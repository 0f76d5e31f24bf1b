package dev.firebreak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource, named completely. Its text form is {@code provider:account:region:type/id}, as in
 * {@code aws:123456789012:eu-west-1:ec2-instance/i-0123456789abcdef0}.
 *
 * @param provider the provider that knows the resource, such as {@code aws}
 * @param account the account; empty where the provider has none
 * @param region the Region; empty for global resources
 * @param type the kind of resource, such as {@code ec2-instance}
 * @param id the resource's own id, which may contain any character
 */
public record TargetRef(String provider, String account, String region, String type, String id)
        implements Comparable<TargetRef> {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Pattern TEXT = Pattern.compile("([^:/]+):([^:/]*):([^:/]*):([^:/]+)/(.+)", Pattern.DOTALL);

    public TargetRef {
        if (provider.isEmpty() || type.isEmpty() || id.isEmpty()) {
            throw new IllegalArgumentException("Invalid target: '" + provider + ":" + account + ":" + region + ":"
                    + type + "/" + id + "' (must have a provider, a type and an id)");
        }
        for (String part : new String[] {provider, account, region, type}) {
            if (!WORD.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "Invalid target: '" + part + "' (must be letters, digits, '.', '-' and '_')");
            }
        }
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static TargetRef parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Invalid target: '" + text + "' (must be provider:account:region:type/id)");
        }
        return new TargetRef(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5));
    }

    /** A resource of another type and id beside this one: same provider, account and Region. */
    public TargetRef sibling(String siblingType, String siblingId) {
        return new TargetRef(provider, account, region, siblingType, siblingId);
    }

    /** A global resource in the same account. */
    public TargetRef global(String globalType, String globalId) {
        return new TargetRef(provider, account, "", globalType, globalId);
    }

    @Override
    public int compareTo(TargetRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return provider + ":" + account + ":" + region + ":" + type + "/" + id;
    }
}
