package dev.firebreak.aws.internal.evidence;

import dev.firebreak.aws.internal.Clients;
import dev.firebreak.evidence.spi.Capture;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.StepContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What EC2 says of the snapshots, or the image, that an earlier step has made: the copies themselves stay in EC2. */
final class CopyRecord implements EvidenceSource {
    static final String SNAPSHOTS = "aws.ec2.snapshots-record";
    static final String IMAGE = "aws.ec2.image-record";

    private final String kind;
    private final Clients clients;

    CopyRecord(String kind, Clients clients) {
        this.kind = kind;
        this.clients = clients;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Capture open(StepContext context) {
        String made = context.parameter("madeBy");
        var answer = new AnswerPages();
        read(
                        clients.ec2(context.step().resource()),
                        filter("tag:firebreak:incident", context.incident().id()),
                        filter("tag:firebreak:step", made))
                .forEach(answer::add);
        byte[] json = CanonicalJson.pretty(answer.json()).getBytes(StandardCharsets.UTF_8);
        return Capture.of(made + ".json", new ByteArrayInputStream(json))
                .mediaType("application/json")
                .expectedSize(json.length)
                .method(kind.equals(SNAPSHOTS) ? "ec2:DescribeSnapshots" : "ec2:DescribeImages");
    }

    private Iterable<? extends AwsResponse> read(Ec2Client ec2, Filter... filters) {
        return kind.equals(SNAPSHOTS)
                ? ec2.describeSnapshotsPaginator(
                        request -> request.ownerIds("self").filters(filters))
                : ec2.describeImagesPaginator(request -> request.owners("self").filters(filters));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
