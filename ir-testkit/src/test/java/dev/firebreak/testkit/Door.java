package dev.firebreak.testkit;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;

/** A way for an SDK client into the fake. */
public enum Door {
    IN_MEMORY {
        @Override
        <B extends AwsClientBuilder<B, C>, C> B connect(FakeAws fake, B builder) {
            return fake.configure(builder);
        }
    },
    HTTP {
        @Override
        <B extends AwsClientBuilder<B, C>, C> B connect(FakeAws fake, B builder) {
            if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
                s3.forcePathStyle(true);
            }
            return builder.region(fake.region())
                    .credentialsProvider(fake.credentials())
                    .endpointOverride(fake.endpoint())
                    .addPlugin(fake.signingClock());
        }
    };

    abstract <B extends AwsClientBuilder<B, C>, C> B connect(FakeAws fake, B builder);
}
