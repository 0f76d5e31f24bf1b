package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorSession;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class TrafficMirrorCasesTest extends ServiceCases {
    private static final String QUOTAS =
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-limits.html";
    private static final String SESSION =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTrafficMirrorSession.html";
    private static final String ERRORS = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);
    private final String suspect = networkInterface("suspect");
    private final String target = ec2.createTrafficMirrorTarget(
                    request -> request.networkInterfaceId(networkInterface("sensor")))
            .trafficMirrorTarget()
            .trafficMirrorTargetId();
    private final String filter = ec2.createTrafficMirrorFilter(request -> request.description("everything"))
            .trafficMirrorFilter()
            .trafficMirrorFilterId();

    private String networkInterface(String name) {
        return estate.describe(estate.launch(InstanceSpec.named(name)).id())
                .networkInterfaces()
                .get(0)
                .networkInterfaceId();
    }

    private TrafficMirrorSession session(int number) {
        return ec2.createTrafficMirrorSession(request -> request.networkInterfaceId(suspect)
                        .trafficMirrorTargetId(target)
                        .trafficMirrorFilterId(filter)
                        .sessionNumber(number))
                .trafficMirrorSession();
    }

    private void accept(int number) {
        ec2.createTrafficMirrorFilterRule(request -> request.trafficMirrorFilterId(filter)
                .trafficDirection("ingress")
                .ruleNumber(number)
                .ruleAction("accept")
                .sourceCidrBlock("0.0.0.0/0")
                .destinationCidrBlock("0.0.0.0/0"));
    }

    @Test
    @AwsFact(value = "An interface is the source of at most three sessions", source = QUOTAS)
    void createSession_fourth_isRefused() {
        session(1);
        session(2);
        session(3);

        assertThat(Refused.by(() -> session(4))).startsWith("TrafficMirrorSessionsPerInterfaceLimitExceeded: ");
    }

    @Test
    @AwsFact(value = "A session number is unique for its interface, from 1 to 32766", source = SESSION)
    void createSession_sameNumber_isRefused() {
        session(1);

        assertThat(Refused.by(() -> session(1))).startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> session(32_767))).startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(value = "A filter has at most ten rules in each direction", source = QUOTAS)
    void createRule_eleventh_isRefused() {
        IntStream.rangeClosed(1, 10).forEach(this::accept);

        assertThat(Refused.by(() -> accept(11))).startsWith("TrafficMirrorFilterRuleLimitExceeded: ");
        assertThat(Refused.by(() -> accept(10))).startsWith("TrafficMirrorFilterRuleAlreadyExists: ");
    }

    @Test
    @AwsFact(value = "A filter and a target that a session uses cannot be deleted", source = ERRORS)
    void delete_usedBySession_isRefused() {
        String session = session(1).trafficMirrorSessionId();

        assertThat(Refused.by(() -> ec2.deleteTrafficMirrorFilter(request -> request.trafficMirrorFilterId(filter))))
                .startsWith("TrafficMirrorFilterInUse: ");
        assertThat(Refused.by(() -> ec2.deleteTrafficMirrorTarget(request -> request.trafficMirrorTargetId(target))))
                .startsWith("TrafficMirrorTargetInUseException: ");
        ec2.deleteTrafficMirrorSession(request -> request.trafficMirrorSessionId(session));
        ec2.deleteTrafficMirrorFilter(request -> request.trafficMirrorFilterId(filter));
        ec2.deleteTrafficMirrorTarget(request -> request.trafficMirrorTargetId(target));
    }

    @Test
    @AwsFact(value = "Sessions are described by their source", source = SESSION)
    void describeSessions_bySource_findsThem() {
        String session = session(7).trafficMirrorSessionId();

        assertThat(ec2.describeTrafficMirrorSessions(request -> request.filters(
                                each -> each.name("network-interface-id").values(suspect)))
                        .trafficMirrorSessions())
                .extracting(TrafficMirrorSession::trafficMirrorSessionId)
                .containsExactly(session);
    }
}
