package dev.firebreak.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketHostTest {
    @ParameterizedTest
    @CsvSource({
        "evidence.s3.eu-west-1.amazonaws.com, /evidence/key",
        "evidence.s3.amazonaws.com, /evidence/key",
        "evidence.s3-eu-west-1.amazonaws.com, /evidence/key",
        "evidence.s3.dualstack.eu-west-1.amazonaws.com, /evidence/key",
        "my.dotted.bucket.s3.eu-west-1.amazonaws.com, /my.dotted.bucket/key",
        "evidence.localhost:4566, /evidence/key",
        "evidence.s3.localhost, /evidence/key",
        "s3.eu-west-1.amazonaws.com, /key",
        "s3.localhost, /key",
        "localhost:4566, /key",
        "127.0.0.1:4566, /key"
    })
    void pathStyle_host_givesPath(String host, String path) {
        var http = new WireRequest("GET", "/key", Map.of(), Map.of("Host", List.of(host)), new byte[0]);

        assertThat(BucketHost.pathStyle(http).path()).isEqualTo(path);
    }
}
