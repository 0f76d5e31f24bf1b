package dev.firebreak.examples.docs;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.Consistency;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.quota.Quotas;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@FakeAwsTest(manualClock = true)
class TestkitGuideTest {
    // region containment
    static Containment containment(FakeAws fake, ManualClock clock) {
        return Containment.builder()
                .provider(AwsProvider.builder()
                        .region(fake.region())
                        .credentials(fake.credentials())
                        .httpClient(fake.httpClient())
                        .build())
                .journal(InMemoryJournal.create())
                .clock(clock)
                .sleeper(clock::advance) // waiting moves the clock
                .build();
    }
    // endregion

    static ContainmentReport quarantine(FakeAws fake, ManualClock clock, String instance) {
        return containment(fake, clock)
                .incident("IR-1")
                .contain(Ec2.instance(instance), Ec2.quarantine().withStandby().withoutEvidence())
                .plan()
                .execute();
    }

    // region first
    @Test
    void quarantine_openInstance_isCutOff(FakeAws fake, ManualClock clock) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));

        ContainmentReport report = containment(fake, clock)
                .incident("IR-1")
                .contain(Ec2.instance(web.id()), Ec2.quarantine())
                .plan()
                .execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(fake).instance(web.id()).isIsolated().hasNoInstanceProfile();
    }
    // endregion

    @Test
    void estate_richInstance_hasItAll(FakeAws fake) {
        // region estate
        LaunchedInstance web = Estate.in(fake)
                .launch(InstanceSpec.named("web-1")
                        .interfaces(2)
                        .ipv6()
                        .groups("web", "admin")
                        .profile("WebServer")
                        .dataVolumes(1)
                        .inAutoScalingGroup("web")
                        .tag("team", "shop")
                        .consoleOutput("Booted"));
        // endregion
        assertThat(web.interfaceIds()).hasSize(2);
        assertThat(web.groupIds()).hasSize(2);
        assertThat(web.volumeIds()).hasSize(2);
        assertThat(fake).instance(web.id()).hasTag("team", "shop");
    }

    @Test
    void faults_lostAnswerAndThrottling_areSurvived(FakeAws fake, ManualClock clock) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));
        // region faults
        fake.faults().on("ec2", "ModifyNetworkInterfaceAttribute").nth(1).loseAnswer();
        fake.faults().on("iam").first(1).throttle();
        fake.faults().on("ec2", "DescribeTags").every(2).emptyPage();
        fake.faults().on("autoscaling").probability(0.2, 42).resetConnection();
        // endregion
        ContainmentReport report = quarantine(fake, clock, web.id());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(fake.calls().size()).isPositive();
    }

    @Test
    void quotas_ofTheWholeWorld_throttleByTheClock(ManualClock clock) {
        // region quotas
        Quotas slow = Quotas.documented().scaledBy(0.5).bucket("iam", "PutRolePolicy", 10, 2);
        FakeAws fake = FakeAws.builder().clock(clock).quotas(slow).build();
        // endregion
        try (fake) {
            for (int count = 0; count < 60; count++) {
                fake.ec2().describeVpcs();
                clock.advance(Duration.ofMillis(100));
            }
            assertThat(fake.calls()).hasSize(60);
            assertThatThrownBy(() ->
                            IntStream.range(0, 60).forEach(count -> fake.ec2().describeVpcs()))
                    .hasMessageContaining("Request limit exceeded");
        }
    }

    @Test
    void clock_moved_movesTheWorld(FakeAws fake, ManualClock clock) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));
        // region clock
        Instant containedAt = clock.instant();
        ContainmentReport report = quarantine(fake, clock, web.id());
        clock.advance(Duration.ofHours(1));

        assertThat(fake).role("web").deniesSessionsIssuedBefore(containedAt);
        // endregion
        assertThat(report.isContained()).as(report::describe).isTrue();
    }

    @Test
    void snapshot_containAndRelease_isTheSame(FakeAws fake, ManualClock clock) {
        LaunchedInstance web =
                Estate.in(fake).launch(InstanceSpec.named("web").profile("web").inAutoScalingGroup("web"));
        // region snapshot
        JsonNode before = fake.snapshot();
        quarantine(fake, clock, web.id()).release().orThrow();

        assertThat(fake.snapshot()).isEqualTo(before);
        // endregion
    }

    @Test
    void consistency_eventual_isWaitedOut() {
        ManualClock clock = ManualClock.create();
        // region consistency
        try (FakeAws fake = FakeAws.builder()
                .clock(clock)
                .consistency(Consistency.none().ec2(Duration.ofSeconds(10)).iam(Duration.ofSeconds(30)))
                .build()) {
            LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web"));

            ContainmentReport report = containment(fake, clock)
                    .incident("IR-1")
                    .contain(Ec2.instance(web.id()), Ec2.isolateNetwork())
                    .plan()
                    .execute();

            assertThat(report.isContained()).as(report::describe).isTrue();
        }
        // endregion
    }

    @Test
    void endpoint_asked_isOnLoopback(FakeAws fake) {
        // region door
        URI endpoint = fake.endpoint(); // http://127.0.0.1:<port>
        // endregion
        assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
    }
}
