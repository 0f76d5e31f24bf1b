package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;

/** A way into the fake. */
public enum Door {
    MEMORY,
    HTTP;

    Ec2Client ec2(FakeAws fake) {
        Ec2ClientBuilder builder = Ec2Client.builder();
        return this == MEMORY
                ? fake.configure(builder).build()
                : builder.region(fake.region())
                        .credentialsProvider(fake.credentials())
                        .endpointOverride(fake.endpoint())
                        .build();
    }
}
