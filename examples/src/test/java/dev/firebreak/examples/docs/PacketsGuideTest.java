package dev.firebreak.examples.docs;

import static dev.firebreak.examples.docs.TestkitGuideTest.containment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.aws.Ec2;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.network.Connection;
import dev.firebreak.testkit.network.Host;
import dev.firebreak.testkit.network.Network;
import org.junit.jupiter.api.Test;

@FakeAwsTest(manualClock = true)
class PacketsGuideTest {
    @Test
    void quarantine_openConnection_isCut(FakeAws fake, ManualClock clock) {
        String id = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        // region packets
        Network network = fake.network();
        Host web = network.instance(id);
        Host attacker = network.internet("198.51.100.7");
        Connection beacon = network.connect(web, attacker, 443);
        assertThat(beacon.send().passes()).isTrue();

        containment(fake, clock)
                .incident("IR-1")
                .contain(Ec2.instance(id), Ec2.quarantine())
                .plan()
                .execute();

        assertThat(beacon.isAlive()).isFalse();
        assertThat(network.flow(web, attacker, 443).explanation()).startsWith("no rule of the groups of eni-");
        // endregion
    }
}
