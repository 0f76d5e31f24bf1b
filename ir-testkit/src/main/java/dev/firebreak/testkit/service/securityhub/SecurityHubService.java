package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;

/**
 * The fake Security Hub. Findings of the fake GuardDuty arrive in it when both are enabled; its standards check nothing.
 */
public final class SecurityHubService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SecurityHubService() {
        HubOperations.addTo(operations);
        FindingOperations.addTo(operations);
        ActionTargetOperations.addTo(operations);
        InsightOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "securityhub";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_JSON;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public void attach(World world) {
        world.events().listen(event -> {
            if (event.source().equals("aws.guardduty")) {
                Region region = world.account(event.account()).region(event.region());
                SecurityHubState.of(region)
                        .hub()
                        .ifPresent(hub -> new FindingImport(region, hub).take(GuardDutyFindings.of(event)));
            }
        });
    }
}
