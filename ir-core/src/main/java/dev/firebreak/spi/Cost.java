package dev.firebreak.spi;

import java.util.List;

/**
 * The calls that applying steps takes, as the provider's names of permissions, such as {@code ec2:CreateTags}; one that is made twice
 * stands twice. It is paid before the first call is made, so that a change once begun does not wait for its quota half way.
 *
 * @param each what each step takes
 * @param together what a batch of steps takes, however many they are
 */
public record Cost(List<String> each, List<String> together) {
    /** Nothing that is known beforehand. */
    public static final Cost NONE = new Cost(List.of(), List.of());

    public Cost {
        each = List.copyOf(each);
        together = List.copyOf(together);
    }

    /** What each step takes. */
    public static Cost each(String... calls) {
        return new Cost(List.of(calls), List.of());
    }

    /** This, and what a batch takes. */
    public Cost together(String... calls) {
        return new Cost(each, List.of(calls));
    }
}
