package dev.firebreak.examples.cli;

import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instances;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Instances by what they have in common. */
final class QueryOptions {
    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "All instances with this tag.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--asg", paramLabel = "NAME", description = "All members of this Auto Scaling group.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--vpc", paramLabel = "ID", description = "All instances with an interface in this VPC.")
    private List<String> vpcs = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "All instances with this instance profile.")
    private List<String> profiles = new ArrayList<>();

    @Option(names = "--image", paramLabel = "ID", description = "All instances launched from this machine image.")
    private List<String> images = new ArrayList<>();

    /** What was asked for; an {@link IllegalArgumentException} says what cannot be. */
    List<Ec2Instances> all() {
        return Stream.of(
                        each(tags, QueryOptions::tagged),
                        each(groups, Ec2::instancesInAutoScalingGroup),
                        each(vpcs, Ec2::instancesInVpc),
                        each(profiles, Ec2::instancesWithProfile),
                        each(images, Ec2::instancesFromImage))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<Ec2Instances> each(List<String> names, Function<String, Ec2Instances> query) {
        return names.stream().map(query);
    }

    /** The key ends at the first equals sign. */
    private static Ec2Instances tagged(String tag) {
        int equals = tag.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("Invalid --tag: '" + tag + "' (must be KEY=VALUE)");
        }
        return Ec2.instancesTagged(tag.substring(0, equals), tag.substring(equals + 1));
    }
}
