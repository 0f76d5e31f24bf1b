package dev.firebreak.testkit.service;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Calls the operations of services directly, without a wire. */
public final class TestWorld {
    public static final String ACCOUNT = "111111111111";
    public static final String OTHER_ACCOUNT = "222222222222";
    public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final World world = new World(clock, new Ids(7));

    public World world() {
        return world;
    }

    public Account account() {
        return world.account(ACCOUNT);
    }

    public void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** A client of a service as the root user of the first account. */
    public Client client(FakeService service) {
        return new Client(service, ACCOUNT, "us-east-1", "");
    }

    /** Who calls which service, in which Region. */
    public final class Client {
        private final FakeService service;
        private final String accountId;
        private final String region;
        private final String accessKeyId;

        private Client(FakeService service, String accountId, String region, String accessKeyId) {
            this.service = service;
            this.accountId = accountId;
            this.region = region;
            this.accessKeyId = accessKeyId;
        }

        /** The same client with another access key, in that key's account. */
        public Client as(String keyId) {
            String account = world.caller(keyId).orElseThrow().accountId();
            return new Client(service, account, region, keyId);
        }

        /** The same client as the root user of another account. */
        public Client inAccount(String account) {
            return new Client(service, account, region, "");
        }

        /** The same client in another Region. */
        public Client inRegion(String name) {
            return new Client(service, accountId, name, accessKeyId);
        }

        @SuppressWarnings("unchecked") // the operation named by a request answers with that request's response
        public <R extends AwsResponse> R call(AwsRequest request) {
            return (R) result(request, new byte[0]).response();
        }

        @SuppressWarnings("unchecked") // as above
        public <R extends AwsResponse> R call(AwsRequest request, byte[] body) {
            return (R) result(request, body).response();
        }

        public AwsError refused(AwsRequest request) {
            return refused(request, new byte[0]);
        }

        public AwsError refused(AwsRequest request, byte[] body) {
            return refusal(request, () -> result(request, body));
        }

        public AwsError refusedByName(String operation, AwsRequest request) {
            return refusal(request, () -> result(operation, request, new byte[0]));
        }

        private AwsError refusal(AwsRequest request, ThrowableAssert.ThrowingCallable attempt) {
            AwsError error = catchThrowableOfType(AwsError.class, attempt);
            return Objects.requireNonNull(error, () -> "Not refused: " + request);
        }

        public Operations.Result result(AwsRequest request, byte[] body) {
            String simple = request.getClass().getSimpleName();
            String name =
                    simple.substring(0, simple.length() - "Request".length()).replace("Mfa", "MFA");
            return result(name, request, body);
        }

        @SuppressWarnings("unchecked") // the operation of this name takes this request
        private Operations.Result result(String name, AwsRequest request, byte[] body) {
            var operation = (Operations.Operation<AwsRequest>)
                    service.operations().find(name).orElseThrow();
            Account account = world.account(accountId);
            var call = new Call(account, account.region(region), accessKeyId, "request", body);
            return operation.handler().handle(call, request);
        }
    }

    private static final class MovableClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
