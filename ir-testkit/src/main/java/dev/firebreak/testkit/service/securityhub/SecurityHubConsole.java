package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.wire.json.ModelJson;
import dev.firebreak.testkit.world.Region;
import java.util.List;
import software.amazon.awssdk.services.securityhub.model.ActionTarget;

/** What people do in the console of Security Hub, as no API call can: invoke custom actions on findings. */
public final class SecurityHubConsole {
    private static final String CUSTOM_ACTION = "Security Hub Findings - Custom Action";

    private final Region region;

    private SecurityHubConsole(Region region) {
        this.region = region;
    }

    /** The console of this account and Region. */
    public static SecurityHubConsole in(Region region) {
        return new SecurityHubConsole(region);
    }

    /**
     * Sends findings to a custom action, which tells them as an event.
     *
     * @param actionTargetArn the ARN that CreateActionTarget answered
     * @param findingIds the ids of findings in Security Hub; ids that it does not have are left out
     * @throws IllegalStateException when Security Hub is not enabled there
     * @throws dev.firebreak.testkit.service.AwsError when there is no such action
     */
    public void invoke(String actionTargetArn, List<String> findingIds) {
        synchronized (region.world()) {
            Hub hub = SecurityHubState.of(region)
                    .hub()
                    .orElseThrow(() -> new IllegalStateException("Cannot invoke action: Security Hub is not enabled ("
                            + region.account().id() + ", " + region.name() + ")"));
            ActionTarget target = ActionTargetOperations.find(hub, actionTargetArn);
            ObjectNode detail = JsonNodeFactory.instance
                    .objectNode()
                    .put("actionName", target.name())
                    .put("actionDescription", target.description());
            var findings = detail.putArray("findings");
            hub.findings().all().stream()
                    .filter(finding -> findingIds.contains(finding.id()))
                    .forEach(finding -> findings.add(ModelJson.of(finding)));
            new FindingImport(region, hub).tell(CUSTOM_ACTION, List.of(actionTargetArn), detail);
        }
    }
}
