package dev.firebreak.aws;

import dev.firebreak.Action;
import dev.firebreak.Step;
import dev.firebreak.spi.PlanContext;
import java.util.ArrayList;
import java.util.List;

/**
 * All that contains an instance: out of its Auto Scaling group, off the network, without its role, protected from termination, its
 * volumes kept as snapshots and an image, and marked. Immutable: the {@code with} methods give a new one.
 */
public final class Quarantine implements Action<Ec2Instance> {
    private final boolean standby;
    private final boolean evidence;

    private Quarantine(boolean standby, boolean evidence) {
        this.standby = standby;
        this.evidence = evidence;
    }

    static Quarantine complete() {
        return new Quarantine(false, true);
    }

    /** Sets the instance aside in its Auto Scaling group, which can be taken back. If not set, detaches it, which cannot. */
    public Quarantine withStandby() {
        return new Quarantine(true, evidence);
    }

    /** Takes no snapshots and makes no image. If not set, both are made. */
    public Quarantine withoutEvidence() {
        return new Quarantine(standby, false);
    }

    @Override
    public List<Step> plan(Ec2Instance target, PlanContext context) {
        var actions = new ArrayList<Action<Ec2Instance>>();
        actions.add(standby ? Ec2.enterStandby() : Ec2.leaveAutoScaling());
        actions.add(Ec2.isolateNetwork());
        actions.add(Ec2.revokeInstanceRole());
        actions.add(Ec2.protectFromTermination());
        if (evidence) {
            actions.add(Ec2.snapshotVolumes());
            actions.add(Ec2.createImage());
        }
        actions.add(Ec2.tag());
        return context.plan(target, actions);
    }
}
