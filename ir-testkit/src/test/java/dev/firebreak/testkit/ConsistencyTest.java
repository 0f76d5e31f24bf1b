package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class ConsistencyTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder()
            .clock(clock)
            .consistency(Consistency.none().ec2(Duration.ofSeconds(10)))
            .build();

    @AfterEach
    void close() {
        fake.close();
    }

    private static String group(Ec2Client ec2, String name) {
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        return ec2.createSecurityGroup(
                        group -> group.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    @Test
    void snapshot_changeUnseen_showsThePresent() {
        JsonNode before = fake.snapshot();

        group(fake.ec2(), "web");

        assertThat(fake.snapshot()).isNotEqualTo(before);
    }

    @Test
    void consistently_freshResource_isSeenByEverybody() {
        String id = fake.consistently(() -> group(fake.ec2(), "web"));

        assertThat(fake.ec2()
                        .describeSecurityGroups(query -> query.groupIds(id))
                        .securityGroups())
                .hasSize(1);
    }

    @Test
    void latency_ofOneService_delaysItAlone() {
        var before = clock.instant();
        fake.latency("iam", Duration.ofSeconds(2));

        fake.ec2().describeVpcs();
        assertThat(clock.instant()).isEqualTo(before);
        fake.iam().listUsers();
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
    }

    @Test
    void consistency_negativeBound_isRefused() {
        assertThatThrownBy(() -> Consistency.none().ec2(Duration.ofSeconds(-1)))
                .hasMessage("Invalid bound: PT-1S (must not be negative)");
    }
}
