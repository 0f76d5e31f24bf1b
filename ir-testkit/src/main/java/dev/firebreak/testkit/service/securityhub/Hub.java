package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.securityhub.model.ActionTarget;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.Insight;

/** Security Hub, as it is enabled in one account and Region, with its findings. */
final class Hub {
    private final String arn;
    private final Instant subscribed;
    private final Table<AwsSecurityFinding> findings = new Table<>(finding -> key(finding.productArn(), finding.id()));
    private final SortedMap<String, ActionTarget> actionTargets = new TreeMap<>();
    private final Set<String> standards = new TreeSet<>();
    private final Map<String, Insight> insights = new LinkedHashMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();

    Hub(String arn, Instant subscribed) {
        this.arn = arn;
        this.subscribed = subscribed;
    }

    static String key(String productArn, String id) {
        return productArn + " " + id;
    }

    String arn() {
        return arn;
    }

    Instant subscribed() {
        return subscribed;
    }

    /** The findings by product and id. */
    Table<AwsSecurityFinding> findings() {
        return findings;
    }

    /** The custom actions by ARN. */
    SortedMap<String, ActionTarget> actionTargets() {
        return actionTargets;
    }

    /** The ARNs of the enabled standards. */
    Set<String> standards() {
        return standards;
    }

    /** The insights by ARN. */
    Map<String, Insight> insights() {
        return insights;
    }

    SortedMap<String, String> tags() {
        return tags;
    }
}
