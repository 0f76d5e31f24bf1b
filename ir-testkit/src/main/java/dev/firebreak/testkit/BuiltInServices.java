package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.IamService;
import dev.firebreak.testkit.service.S3Service;
import dev.firebreak.testkit.service.StsService;
import java.util.List;

/** The one place where services are registered. */
final class BuiltInServices {
    private BuiltInServices() {}

    static List<FakeService> create() {
        return List.of(new IamService(), new StsService(), new S3Service());
    }
}
