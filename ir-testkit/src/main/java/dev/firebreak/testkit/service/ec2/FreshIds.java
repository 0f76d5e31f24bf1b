package dev.firebreak.testkit.service.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.lag.Lag;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Refuses calls that name a resource which is so new that EC2 does not know it everywhere yet.
 *
 * <p>See "Eventual consistency in the Amazon EC2 API" in the Amazon EC2 Developer Guide.
 */
final class FreshIds {
    private FreshIds() {}

    static void check(Call call, AwsRequest request) {
        if (!call.world().lags().ec2().isNone()) {
            check(call, SdkJson.of(request));
        }
    }

    private static void check(Call call, JsonNode value) {
        value.forEach(each -> check(call, each));
        if (value.isTextual()) {
            Stream.concat(Kind.ALL.stream(), NetworkKinds.ALL.stream())
                    .filter(kind -> kind.wellFormed(value.asText()))
                    .filter(kind -> isFresh(call, kind, value.asText()))
                    .findFirst()
                    .ifPresent(kind -> {
                        throw kind.missing().of(value.asText());
                    });
        }
    }

    private static boolean isFresh(Call call, Kind<?> kind, String id) {
        Lag lag = call.world().lags().ec2();
        Ec2State ec2 = call.region().ec2();
        return lag.present(() -> kind.table().apply(ec2).contains(id))
                && lag.past(() -> !kind.table().apply(ec2).contains(id));
    }
}
