package dev.firebreak.testkit;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

class InMemoryDoorTest extends DoorContract {
    @Override
    <B extends AwsClientBuilder<B, C>, C> B connect(B builder) {
        return Door.IN_MEMORY.connect(fake, builder);
    }
}
