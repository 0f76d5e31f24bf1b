package dev.firebreak.testkit;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;

class HttpDoorTest extends DoorContract {
    @Override
    <B extends AwsClientBuilder<B, C>, C> B connect(B builder) {
        if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
            s3.forcePathStyle(true);
        }
        return builder.region(fake.region())
                .credentialsProvider(fake.credentials())
                .endpointOverride(fake.endpoint());
    }
}
