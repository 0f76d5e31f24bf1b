package dev.firebreak.examples.docs;

import static dev.firebreak.examples.docs.TestkitGuideTest.containment;
import static dev.firebreak.examples.docs.TestkitGuideTest.quarantine;
import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Action;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.guest.Guest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

@FakeAwsTest(manualClock = true, enforceIam = true)
class AttackerGuideTest {
    // region attacker
    @Test
    void quarantine_attackerWithAShell_isLockedOut(FakeAws fake, ManualClock clock) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").profile("web"));
        Attacker attacker = fake.attacker()
                .withShellOn(web.id())
                .keepShell(443)
                .refreshFromImds()
                .actsAfterEveryCall();

        quarantine(fake, clock, web.id()); // your code under test

        assertThat(attacker).isLockedOut();
    }
    // endregion

    @Test
    void disableKey_secondKeyMade_isNotEnough(FakeAws fake, ManualClock clock) {
        fake.iam().createUser(user -> user.userName("alice"));
        fake.iam()
                .attachUserPolicy(
                        policy -> policy.userName("alice").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        AccessKey stolen =
                fake.iam().createAccessKey(key -> key.userName("alice")).accessKey();
        // region remaining
        Attacker attacker = fake.attacker()
                .withKey(stolen)
                .createKey("alice")
                .call("list users", foothold -> foothold.use(IamClient.builder(), IamClient::listUsers))
                .actsWhenTold();
        attacker.act();

        contain(fake, clock, stolen, Iam.disableKey());
        assertThat(attacker.remaining().moves()).contains("list users"); // with the second key

        contain(fake, clock, stolen, Iam.denyAll());
        assertThat(attacker).isLockedOut().cannot("iam:ListUsers");
        // endregion
    }

    private static void contain(
            FakeAws fake, ManualClock clock, AccessKey key, Action<dev.firebreak.aws.AccessKey> action) {
        containment(fake, clock)
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), action)
                .plan()
                .execute()
                .orThrow();
    }

    // region credentials
    private static IamClient attacker(FakeAws fake, AccessKey stolen) {
        return fake.configure(IamClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(stolen.accessKeyId(), stolen.secretAccessKey())))
                .build();
    }
    // endregion

    @Test
    void enforceIam_userWithoutPolicy_isDenied() {
        // region enforce
        try (FakeAws fake = FakeAws.builder().enforceIam().build()) {
            fake.iam().createUser(user -> user.userName("alice"));
            AccessKey key = fake.iam()
                    .createAccessKey(request -> request.userName("alice"))
                    .accessKey();

            assertThatThrownBy(attacker(fake, key)::listUsers)
                    .hasMessageContaining("is not authorized to perform: iam:ListUsers");
        }
        // endregion
    }

    @Test
    void guest_compromised_showsWhatRuns(FakeAws fake) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web"));
        // region guest
        Guest guest = fake.guest(web.id())
                .process("www-data", "/tmp/.x/miner --pool evil.example")
                .file("/tmp/.x/key", "loot");

        assertThat(guest.run("ps aux").output()).contains("miner");
        assertThat(guest.run("sha256sum /tmp/.x/key").exitCode()).isZero();
        // endregion
    }

    @Test
    void cloudTrail_quarantine_isRecorded(FakeAws fake, ManualClock clock) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web"));
        CloudTrailClient trail = fake.configure(CloudTrailClient.builder()).build();
        containment(fake, clock)
                .incident("IR-1")
                .contain(Ec2.instance(web.id()), Ec2.isolateNetwork())
                .plan()
                .execute();
        // region trail
        clock.advance(Duration.ofMinutes(6)); // CloudTrail takes about five

        assertThat(trail.lookupEvents().events())
                .extracting(Event::eventName)
                .contains("ModifyNetworkInterfaceAttribute");
        // endregion
    }
}
