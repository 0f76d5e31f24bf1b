package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.journal.Journal;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.testkit.contract.StepHandlerContract;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class QuarantineContractTest extends StepHandlerContract {
    private Rehearsal rehearsal = new Rehearsal();
    private Scene scene = new Scene(rehearsal);

    @Override
    protected void begin() {
        rehearsal.close();
        rehearsal = new Rehearsal();
        scene = new Scene(rehearsal);
    }

    @Override
    protected Containment containment(Journal journal) {
        return rehearsal.containment(journal);
    }

    @Override
    protected ContainmentPlan plan(Containment containment) {
        return containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.quarantine().withStandby().withoutEvidence())
                .plan();
    }

    /** The groups are made side by side, so that their ids are not the same in every world; their names are. */
    @Override
    protected Object world() {
        String text = rehearsal.fake.snapshot().toString();
        for (String role : List.of("quarantine", "open")) {
            for (SecurityGroup group : scene.groupsTagged(role)) {
                text = text.replace(group.groupId(), group.groupName());
            }
        }
        return CanonicalJson.parse(text);
    }

    @Override
    protected void drift() {
        scene.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(scene.second).groups(scene.admin));
    }
}
