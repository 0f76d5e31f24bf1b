package dev.firebreak.testkit;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.autoscaling.AutoScalingService;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import dev.firebreak.testkit.service.iam.IamService;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Calls the operations of the fake services as the root user of an account, without a wire and without a trace in the log. */
final class DirectCalls {
    private final FakeService ec2 = new Ec2Service();
    private final FakeService autoScaling = new AutoScalingService();
    private final FakeService iam = new IamService();
    private final World world;
    private final String accountId;
    private final String region;

    DirectCalls(World world, String accountId, String region) {
        this.world = world;
        this.accountId = accountId;
        this.region = region;
    }

    <R extends AwsResponse> R ec2(AwsRequest request, Class<R> response) {
        return call(ec2, request, response);
    }

    /** Launches instances, and answers only their ids. */
    List<String> launch(RunInstancesRequest request) {
        return settled(() -> Ec2Service.launch(call(), request));
    }

    <R extends AwsResponse> R autoScaling(AwsRequest request, Class<R> response) {
        return call(autoScaling, request, response);
    }

    <R extends AwsResponse> R iam(AwsRequest request, Class<R> response) {
        return call(iam, request, response);
    }

    Account account() {
        return world.account(accountId);
    }

    Region region() {
        return account().region(region);
    }

    private <R extends AwsResponse> R call(FakeService service, AwsRequest request, Class<R> response) {
        String type = request.getClass().getSimpleName();
        String name = type.substring(0, type.length() - "Request".length());
        @SuppressWarnings("unchecked") // the operation named by a request takes that request
        var operation = (Operations.Operation<AwsRequest>)
                service.operations().find(name).orElseThrow();
        return response.cast(
                settled(() -> operation.handler().handle(call(), request).response()));
    }

    /** What is set up this way was there for long, as far as the tests know. */
    private <T> T settled(Supplier<T> calls) {
        return world.lags().settled(calls);
    }

    private Call call() {
        return new Call(account(), region(), "", world.ids().uuid(), new byte[0]);
    }
}
