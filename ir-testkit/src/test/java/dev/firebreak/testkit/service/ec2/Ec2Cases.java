package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.disk.Disks;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.Ec2Timing;
import java.time.Duration;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;

/** Cases of EC2 with an instance of two volumes. */
public abstract class Ec2Cases extends ServiceCases {
    /** An account that is not the default one. */
    protected static final String OTHER = "222222222222";

    /** Keeps the SDK from making one itself, which it can only for the hosts of AWS. */
    protected static final String PRESIGNED = "https://ec2.eu-west-1.amazonaws.com/?Action=CopySnapshot";

    protected static final Duration MINUTE = Duration.ofMinutes(1);

    protected Ec2Client ec2() {
        return client(Ec2Client.builder());
    }

    /** A client of another account, and another Region. */
    protected Ec2Client ec2(String account, String region) {
        return client(Ec2Client.builder(), account, region);
    }

    protected String home() {
        return fake.region().id();
    }

    protected LaunchedInstance launch() {
        return Estate.in(fake).launch(InstanceSpec.named("db").dataVolumes(1));
    }

    protected Region region() {
        return fake.world().account(fake.accountId()).region(home());
    }

    protected Ec2State state() {
        return region().ec2();
    }

    protected Disks disks() {
        return Disks.of(region());
    }

    protected void timing(UnaryOperator<Ec2Timing> change) {
        state().timing(change.apply(state().timing()));
    }

    /** The ARN of a new KMS key of an account. */
    protected String key(String account) {
        return client(KmsClient.builder(), account, home())
                .createKey()
                .keyMetadata()
                .arn();
    }

    protected String snapshotOf(Ec2Client ec2, String volume) {
        String id = ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();
        clock.advance(MINUTE);
        return id;
    }

    protected static Snapshot snapshot(Ec2Client ec2, String id) {
        return ec2.describeSnapshots(request -> request.snapshotIds(id))
                .snapshots()
                .get(0);
    }

    protected static Volume volume(Ec2Client ec2, String id) {
        return ec2.describeVolumes(request -> request.volumeIds(id)).volumes().get(0);
    }
}
