package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.IamService;
import dev.firebreak.testkit.service.S3Service;
import dev.firebreak.testkit.service.StsService;
import dev.firebreak.testkit.service.autoscaling.AutoScalingService;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import java.util.List;

/** The one place where services are registered. */
final class BuiltInServices {
    private BuiltInServices() {}

    static List<FakeService> create() {
        return List.of(new IamService(), new StsService(), new S3Service(), new Ec2Service(), new AutoScalingService());
    }
}
