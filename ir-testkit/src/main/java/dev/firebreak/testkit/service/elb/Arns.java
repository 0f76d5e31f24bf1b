package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.Call;

/** Makes the ARNs of Elastic Load Balancing. */
final class Arns {
    private Arns() {}

    static String of(Call call, String resource) {
        return "arn:aws:elasticloadbalancing:" + call.region().name() + ":"
                + call.account().id() + ":" + resource;
    }

    /** The ARN of something that belongs to another resource, whose ARN it continues. */
    static String within(Call call, String arn, String oldKind, String newKind) {
        return arn.replace(":" + oldKind + "/", ":" + newKind + "/") + "/"
                + call.world().ids().hex(16);
    }
}
