package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

class BucketListingCasesTest extends ServiceCases {
    private static final String LIST = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html";

    private S3Client s3;

    @BeforeEach
    void createBuckets() {
        s3 = client(S3Client.builder());
        for (String name : List.of("logs-a", "logs-b", "logs-c")) {
            s3.createBucket(bucket ->
                    bucket.bucket(name).createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        }
        client(S3Client.builder(), Region.US_EAST_1).createBucket(bucket -> bucket.bucket("other"));
    }

    @Test
    @AwsFact(value = "Buckets come in pages of MaxBuckets, each with a token for the next", source = LIST)
    void listBuckets_maxBuckets_pages() {
        var first = s3.listBuckets(list -> list.maxBuckets(3));
        var second = s3.listBuckets(list -> list.maxBuckets(3).continuationToken(first.continuationToken()));

        assertThat(first.buckets()).extracting(Bucket::name).containsExactly("logs-a", "logs-b", "logs-c");
        assertThat(second.buckets()).extracting(Bucket::name).containsExactly("other");
        assertThat(second.continuationToken()).isNull();
    }

    @Test
    @AwsFact(value = "Buckets are listed by prefix and by Region, and then say their Region", source = LIST)
    void listBuckets_prefixAndRegion_select() {
        var logs = s3.listBuckets(list -> list.prefix("logs-"));
        var there = s3.listBuckets(list -> list.bucketRegion("us-east-1"));

        assertThat(logs.prefix()).isEqualTo("logs-");
        assertThat(logs.buckets()).hasSize(3).extracting(Bucket::bucketRegion).containsOnly("eu-west-1");
        assertThat(there.buckets()).extracting(Bucket::name).containsExactly("other");
        assertThat(s3.listBuckets().buckets())
                .hasSize(4)
                .extracting(Bucket::bucketRegion)
                .containsOnlyNulls();
    }

    @Test
    @AwsFact(value = "MaxBuckets is between 1 and 10,000", source = LIST)
    void listBuckets_tooMany_isRefused() {
        assertThat(Refused.by(() -> s3.listBuckets(list -> list.maxBuckets(10_001))))
                .startsWith("InvalidArgument: ");
        assertThat(Refused.by(() -> s3.listBuckets(list -> list.continuationToken("none"))))
                .startsWith("InvalidArgument: ");
    }
}
