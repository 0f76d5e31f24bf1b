package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.cloudtrail.CloudTrailService;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import dev.firebreak.testkit.service.lambda.LambdaService;
import dev.firebreak.testkit.service.rds.RdsService;
import dev.firebreak.testkit.service.s3.S3Service;
import dev.firebreak.testkit.world.Region;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Asks other fake services, as Config does with its own role; these calls are not recorded. */
final class Inspection {
    private static final FakeService EC2 = new Ec2Service();
    private static final FakeService S3 = new S3Service();
    private static final FakeService LAMBDA = new LambdaService();
    private static final FakeService RDS = new RdsService();
    private static final FakeService CLOUD_TRAIL = new CloudTrailService();

    private Inspection() {}

    static <R extends AwsResponse> Optional<R> ec2(Region region, AwsRequest request, Class<R> answer) {
        return ask(EC2, region, request, answer);
    }

    static <R extends AwsResponse> Optional<R> s3(Region region, AwsRequest request, Class<R> answer) {
        return ask(S3, region, request, answer);
    }

    static <R extends AwsResponse> Optional<R> lambda(Region region, AwsRequest request, Class<R> answer) {
        return ask(LAMBDA, region, request, answer);
    }

    /** Asks RDS, whose operations are not named like the classes of their requests. */
    static <R extends AwsResponse> Optional<R> rds(Region region, String name, AwsRequest request, Class<R> answer) {
        return ask(RDS, region, name, request, answer);
    }

    static <R extends AwsResponse> Optional<R> cloudTrail(Region region, AwsRequest request, Class<R> answer) {
        return ask(CLOUD_TRAIL, region, request, answer);
    }

    private static <R extends AwsResponse> Optional<R> ask(
            FakeService service, Region region, AwsRequest request, Class<R> answer) {
        return ask(service, region, request.getClass().getSimpleName().replaceFirst("Request$", ""), request, answer);
    }

    /** The answer; empty when the service refuses, or lacks the operation. */
    private static <R extends AwsResponse> Optional<R> ask(
            FakeService service, Region region, String name, AwsRequest request, Class<R> answer) {
        @SuppressWarnings("unchecked") // the operation named by a request takes that request
        var operation = (Optional<Operations.Operation<AwsRequest>>)
                (Optional<?>) service.operations().find(name);
        try {
            var call = new Call(region.account(), region, "", "", new byte[0]);
            return operation.map(
                    found -> answer.cast(found.handler().handle(call, request).response()));
        } catch (AwsError refused) {
            return Optional.empty();
        }
    }
}
