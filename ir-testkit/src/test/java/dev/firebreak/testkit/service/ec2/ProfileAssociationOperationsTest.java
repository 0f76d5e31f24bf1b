package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociationState;

class ProfileAssociationOperationsTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);
    private final LaunchedInstance instance =
            estate.launch(InstanceSpec.named("web").profile("WebServer"));

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void association_takenAwayAndPutBack_hasANewIdAndTheSameProfile() {
        IamInstanceProfileAssociation before = current().get(0);

        var gone = ec2.disassociateIamInstanceProfile(request -> request.associationId(before.associationId()))
                .iamInstanceProfileAssociation();
        assertThat(gone.state()).isEqualTo(IamInstanceProfileAssociationState.DISASSOCIATING);
        assertThat(current()).isEmpty();
        assertThat(estate.describe(instance.id()).iamInstanceProfile()).isNull();

        var back = associate("WebServer");
        assertThat(back.state()).isEqualTo(IamInstanceProfileAssociationState.ASSOCIATING);
        assertThat(current().get(0).state()).isEqualTo(IamInstanceProfileAssociationState.ASSOCIATED);
        assertThat(current().get(0).associationId()).isNotEqualTo(before.associationId());
        assertThat(current().get(0).iamInstanceProfile()).isEqualTo(before.iamInstanceProfile());
    }

    @Test
    void associateIamInstanceProfile_second_isRefused() {
        estate.profile("Other");

        assertThat(Refused.by(() -> associate("Other")))
                .isEqualTo("IncorrectState: There is an existing association for instance " + instance.id());
    }

    @Test
    void associateIamInstanceProfile_whileTheFirstIsDisassociating_isRefused() {
        var state = fake.world()
                .account(fake.accountId())
                .region(fake.region().id())
                .ec2();
        state.timing(state.timing().profiles(Duration.ofSeconds(10)));
        String old = current().get(0).associationId();
        ec2.disassociateIamInstanceProfile(request -> request.associationId(old));

        assertThat(Refused.by(() -> associate("WebServer"))).startsWith("IncorrectState");
        clock.advance(Duration.ofSeconds(10));

        assertThat(associate("WebServer").associationId()).isNotEqualTo(old);
    }

    @Test
    void replaceIamInstanceProfileAssociation_otherProfile_givesANewAssociation() {
        String other = estate.profile("Quarantine");
        String old = current().get(0).associationId();

        var replaced = ec2.replaceIamInstanceProfileAssociation(
                        request -> request.associationId(old).iamInstanceProfile(profile -> profile.arn(other)))
                .iamInstanceProfileAssociation();

        assertThat(replaced.associationId()).isNotEqualTo(old);
        assertThat(estate.describe(instance.id()).iamInstanceProfile().arn()).isEqualTo(other);
        assertThat(Refused.by(() -> ec2.disassociateIamInstanceProfile(request -> request.associationId(old))))
                .startsWith("InvalidAssociationID.NotFound");
    }

    private IamInstanceProfileAssociation associate(String profileName) {
        return ec2.associateIamInstanceProfile(request ->
                        request.instanceId(instance.id()).iamInstanceProfile(profile -> profile.name(profileName)))
                .iamInstanceProfileAssociation();
    }

    private List<IamInstanceProfileAssociation> current() {
        return ec2.describeIamInstanceProfileAssociations(
                        request -> request.filters(Ec2Shapes.filter("instance-id", instance.id())))
                .iamInstanceProfileAssociations();
    }
}
