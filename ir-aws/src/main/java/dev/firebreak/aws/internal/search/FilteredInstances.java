package dev.firebreak.aws.internal.search;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Instances that one filter of EC2 lets through; each is compared once more, letter by letter. */
interface FilteredInstances extends InstanceSearch {
    Filter filter();

    boolean fits(Instance instance);

    @Override
    default List<String> find(TargetRef place, Clients clients) {
        return LiveInstances.find(place, clients, filter())
                .filter(this::fits)
                .map(Instance::instanceId)
                .sorted()
                .toList();
    }

    /**
     * A filter that lets through this value. In filters {@code *} and {@code ?} stand for any letters, and {@code \} takes that
     * from them (EC2 User Guide, "Filter your resources"): any one letter is asked for in the place of each.
     */
    private static Filter filter(String name, String value) {
        return LiveInstances.filter(name, List.of(value.replaceAll("[*?\\\\]", "?")));
    }

    record Tagged(String key, String value) implements FilteredInstances {
        /** No filter is known to let through the empty value and nothing else. */
        @Override
        public Filter filter() {
            return value.isEmpty()
                    ? FilteredInstances.filter("tag-key", key)
                    : FilteredInstances.filter("tag:" + key, value);
        }

        @Override
        public boolean fits(Instance instance) {
            return instance.tags().contains(Tag.builder().key(key).value(value).build());
        }

        @Override
        public String toString() {
            return "instances tagged '" + key + "' = '" + value + "'";
        }
    }

    record InVpc(String vpc) implements FilteredInstances {
        @Override
        public Filter filter() {
            return FilteredInstances.filter("network-interface.vpc-id", vpc);
        }

        @Override
        public boolean fits(Instance instance) {
            return instance.networkInterfaces().stream().anyMatch(face -> vpc.equals(face.vpcId()));
        }

        @Override
        public String toString() {
            return "instances in " + vpc;
        }
    }

    record WithProfile(String name) implements FilteredInstances {
        /** Neither the partition nor the path in front of the name is known. */
        @Override
        public Filter filter() {
            return LiveInstances.filter("iam-instance-profile.arn", List.of("*/" + name));
        }

        @Override
        public boolean fits(Instance instance) {
            return instance.iamInstanceProfile() != null
                    && instance.iamInstanceProfile().arn().endsWith("/" + name);
        }

        @Override
        public String toString() {
            return "instances with profile '" + name + "'";
        }
    }

    record FromImage(String image) implements FilteredInstances {
        @Override
        public Filter filter() {
            return FilteredInstances.filter("image-id", image);
        }

        @Override
        public boolean fits(Instance instance) {
            return image.equals(instance.imageId());
        }

        @Override
        public String toString() {
            return "instances from " + image;
        }
    }
}
