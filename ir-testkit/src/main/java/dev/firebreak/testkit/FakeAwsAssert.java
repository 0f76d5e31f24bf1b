package dev.firebreak.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions on a fake; begins those on what is in it. */
public final class FakeAwsAssert extends AbstractAssert<FakeAwsAssert, FakeAws> {
    FakeAwsAssert(FakeAws fake) {
        super(fake, FakeAwsAssert.class);
    }

    /** Begins assertions on an EC2 instance. */
    public InstanceAssert instance(String instanceId) {
        isNotNull();
        return new InstanceAssert(actual, instanceId);
    }

    /** Begins assertions on an IAM access key. */
    public AccessKeyAssert accessKey(String accessKeyId) {
        isNotNull();
        return new AccessKeyAssert(actual, accessKeyId);
    }

    /** Begins assertions on an IAM role. */
    public RoleAssert role(String roleName) {
        isNotNull();
        return new RoleAssert(actual, roleName);
    }
}
