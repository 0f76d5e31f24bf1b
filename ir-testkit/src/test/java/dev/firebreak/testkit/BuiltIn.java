package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import java.util.Comparator;
import java.util.List;

/** The services that every fake has. */
public final class BuiltIn {
    private BuiltIn() {}

    /** All of them, by signing name. */
    public static List<FakeService> services() {
        return BuiltInServices.create().stream()
                .sorted(Comparator.comparing(FakeService::signingName))
                .toList();
    }
}
