package dev.firebreak.testkit.world.ec2;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** One security group: its name, its VPC, and its rules by id. */
public final class Ec2SecurityGroup {
    private final String id;
    private final String name;
    private final String description;
    private final String vpcId;
    private final Map<String, SecurityGroupRule> rules = new LinkedHashMap<>();
    private @Nullable Consumer<Ec2SecurityGroup> keeper;

    /** A group without rules. */
    public Ec2SecurityGroup(String id, String name, String description, String vpcId) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.vpcId = vpcId;
    }

    /** From now on hands a copy of itself to a keeper before each change. */
    void beforeChange(Consumer<Ec2SecurityGroup> keeping) {
        keeper = keeping;
    }

    private void changes() {
        if (keeper != null) {
            var copy = new Ec2SecurityGroup(id, name, description, vpcId);
            copy.rules.putAll(rules);
            keeper.accept(copy);
        }
    }

    /** The group id. */
    public String id() {
        return id;
    }

    /** The group name, unique in its VPC. */
    public String name() {
        return name;
    }

    /** The description, which cannot be changed. */
    public String description() {
        return description;
    }

    /** The VPC that the group belongs to. */
    public String vpcId() {
        return vpcId;
    }

    /** The rules, oldest first. */
    public Collection<SecurityGroupRule> rules() {
        return Collections.unmodifiableCollection(rules.values());
    }

    /** The rule with this id. */
    public Optional<SecurityGroupRule> rule(String ruleId) {
        return Optional.ofNullable(rules.get(ruleId));
    }

    /** Adds a rule, or puts it in the place of the one with its id. */
    public void put(SecurityGroupRule rule) {
        changes();
        rules.put(rule.securityGroupRuleId(), rule);
    }

    /** Removes a rule. */
    public void remove(String ruleId) {
        changes();
        rules.remove(ruleId);
    }

    /** Whether a rule of this group names another group, given by id. */
    public boolean references(String groupId) {
        return rules.values().stream()
                .anyMatch(rule -> rule.referencedGroupInfo() != null
                        && groupId.equals(rule.referencedGroupInfo().groupId()));
    }
}
