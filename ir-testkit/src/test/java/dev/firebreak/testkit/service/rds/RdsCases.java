package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Cases with databases in the default VPC. */
abstract class RdsCases extends ServiceCases {
    static final String GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/";
    static final String API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/";

    /** Makes an instance and waits until it is available. */
    DBInstance database(RdsClient rds, String name, Consumer<CreateDbInstanceRequest.Builder> more) {
        create(rds, name, more);
        pass(6);
        return instance(rds, name);
    }

    DBInstance create(RdsClient rds, String name, Consumer<CreateDbInstanceRequest.Builder> more) {
        return rds.createDBInstance(request -> {
                    request.dbInstanceIdentifier(name)
                            .dbInstanceClass("db.t3.micro")
                            .engine("postgres")
                            .allocatedStorage(20)
                            .masterUsername("admin1")
                            .masterUserPassword("correct-horse");
                    more.accept(request);
                })
                .dbInstance();
    }

    DBInstance instance(RdsClient rds, String name) {
        return rds.describeDBInstances(query -> query.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    DBSnapshot snapshot(RdsClient rds, String name, String of) {
        rds.createDBSnapshot(make -> make.dbInstanceIdentifier(of).dbSnapshotIdentifier(name));
        pass(3);
        return rds.describeDBSnapshots(query -> query.dbSnapshotIdentifier(name))
                .dbSnapshots()
                .get(0);
    }

    String group(String name) {
        String vpc = fake.ec2().describeVpcs().vpcs().get(0).vpcId();
        return fake.ec2()
                .createSecurityGroup(
                        group -> group.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    void pass(int minutes) {
        clock.advance(Duration.ofMinutes(minutes));
    }
}
