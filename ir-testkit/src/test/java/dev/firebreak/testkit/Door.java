package dev.firebreak.testkit;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3control.S3ControlBaseClientBuilder;

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
            // The SDK puts the account before the host, and no host is found by that name.
            if (builder instanceof S3ControlBaseClientBuilder<?, ?> control) {
                control.endpointProvider(parameters -> CompletableFuture.completedFuture(
                        Endpoint.builder().url(fake.endpoint()).build()));
            }
            return builder.region(fake.region())
                    .credentialsProvider(fake.credentials())
                    .endpointOverride(fake.endpoint());
        }
    };

    abstract <B extends AwsClientBuilder<B, C>, C> B connect(FakeAws fake, B builder);
}
