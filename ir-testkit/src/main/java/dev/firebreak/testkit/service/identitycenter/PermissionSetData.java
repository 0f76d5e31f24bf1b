package dev.firebreak.testkit.service.identitycenter;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.PermissionSet;
import software.amazon.awssdk.services.ssoadmin.model.PermissionsBoundary;

/** A permission set: the template of the roles that Identity Center keeps in accounts. */
final class PermissionSetData {
    private final String arn;
    private final String name;
    private final Instant created;
    private final SortedMap<String, String> managedPolicies = new TreeMap<>();
    private final SortedSet<String> customerPolicies = new TreeSet<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final SortedSet<String> outdated = new TreeSet<>();
    private @Nullable String description;
    private @Nullable String relayState;
    private String duration = "PT1H";
    private String inlinePolicy = "";
    private @Nullable PermissionsBoundary boundary;

    PermissionSetData(String arn, String name, Instant created) {
        this.arn = arn;
        this.name = name;
        this.created = created;
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    /** The names of the attached AWS managed policies, by ARN. */
    SortedMap<String, String> managedPolicies() {
        return managedPolicies;
    }

    /** The paths and names of policies that each account must have. */
    SortedSet<String> customerPolicies() {
        return customerPolicies;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** The accounts whose role is not yet what the permission set says. */
    SortedSet<String> outdated() {
        return outdated;
    }

    String duration() {
        return duration;
    }

    String inlinePolicy() {
        return inlinePolicy;
    }

    void setInlinePolicy(String document) {
        inlinePolicy = document;
    }

    @Nullable
    PermissionsBoundary boundary() {
        return boundary;
    }

    void bound(@Nullable PermissionsBoundary policy) {
        boundary = policy;
    }

    void describe(@Nullable String text, @Nullable String relay, @Nullable String session) {
        description = text == null ? description : text;
        relayState = relay == null ? relayState : relay;
        duration = session == null ? duration : session;
    }

    PermissionSet answer() {
        return PermissionSet.builder()
                .name(name)
                .permissionSetArn(arn)
                .description(description)
                .createdDate(created)
                .sessionDuration(duration)
                .relayState(relayState)
                .build();
    }

    @Override
    public String toString() {
        return String.join(
                "|",
                name,
                duration,
                String.valueOf(description),
                String.valueOf(relayState),
                inlinePolicy,
                managedPolicies.keySet().toString(),
                customerPolicies.toString(),
                String.valueOf(boundary),
                tags.toString());
    }
}
