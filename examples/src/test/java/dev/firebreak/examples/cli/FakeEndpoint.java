package dev.firebreak.examples.cli;

import dev.firebreak.testkit.FakeAws;
import java.util.Map;

/** A fake AWS that the settings of the SDK in this process point at while it is open. */
final class FakeEndpoint {
    private final FakeAws fake = FakeAws.create();
    private final Map<String, String> settings = Map.of(
            "aws.endpointUrl",
            fake.endpoint().toString(),
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "none",
            "aws.region",
            fake.region().id());

    FakeAws fake() {
        return fake;
    }

    void open() {
        settings.forEach(System::setProperty);
    }

    void close() {
        settings.keySet().forEach(System::clearProperty);
        fake.close();
    }
}
