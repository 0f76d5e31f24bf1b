package dev.firebreak.testkit;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

class HttpDoorTest extends DoorContract {
    @Override
    <B extends AwsClientBuilder<B, C>, C> B connect(B builder) {
        return Door.HTTP.connect(fake, builder);
    }
}
