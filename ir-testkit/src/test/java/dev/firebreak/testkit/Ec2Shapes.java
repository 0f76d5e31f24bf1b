package dev.firebreak.testkit;

import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Short forms of what EC2 requests are made of. */
public final class Ec2Shapes {
    private Ec2Shapes() {}

    /** A filter with these values. */
    public static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** A tag; without value when that is null. */
    public static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** One tag for one type of resource. */
    public static TagSpecification tagged(ResourceType type, String key, String value) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tag(key, value))
                .build();
    }

    /** That a device is kept when its instance is terminated. */
    public static InstanceBlockDeviceMappingSpecification kept(String device) {
        return InstanceBlockDeviceMappingSpecification.builder()
                .deviceName(device)
                .ebs(ebs -> ebs.deleteOnTermination(false))
                .build();
    }
}
