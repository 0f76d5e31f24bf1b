package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.contract.StepHandlerContract;

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

    @Override
    protected Object world() {
        return OneQuarantine.of(rehearsal.fake.snapshot());
    }

    @Override
    protected void drift() {
        scene.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(scene.second).groups(scene.admin));
    }
}
