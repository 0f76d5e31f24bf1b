package dev.firebreak;

import java.util.Optional;

/**
 * What is acted on, as a caller names it. Planning resolves it into a {@link TargetRef}, where account and Region are known.
 *
 * <p>Each provider has a typed implementation per kind of resource, so that an action that does not fit a target does not
 * compile.
 */
public interface Target {
    /** The provider that knows this target, such as {@code aws}. */
    String provider();

    /** The kind of resource, such as {@code ec2-instance}. */
    String type();

    /** The resource's own id, such as {@code i-0123456789abcdef0}. */
    String id();

    /** The account that the resource is in. If not set, the provider's default account. */
    default Optional<String> account() {
        return Optional.empty();
    }

    /** The Region that the resource is in. If not set, the provider's default Region. */
    default Optional<String> region() {
        return Optional.empty();
    }
}
