package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The state of one account in one Region. */
public final class Region {
    private final Account account;
    private final String name;
    private final Ec2State ec2;
    private final AutoScalingState autoScaling = new AutoScalingState();

    Region(Account account, String name) {
        this.account = account;
        this.name = name;
        this.ec2 = new Ec2State(this);
        new DefaultNetwork(account.world(), account.id(), ec2).makeDefault(zones());
        PublicImages.addTo(ec2, name);
    }

    /** The Region's name, such as {@code eu-west-1}. */
    public String name() {
        return name;
    }

    /** The account whose state this is. */
    public Account account() {
        return account;
    }

    /** The world that this Region is part of. */
    public World world() {
        return account.world();
    }

    /** The names of the Availability Zones: three in every Region. */
    public List<String> zones() {
        return List.of(name + "a", name + "b", name + "c");
    }

    /** The resources of EC2. */
    public Ec2State ec2() {
        return ec2;
    }

    /** The resources of EC2 Auto Scaling. */
    public AutoScalingState autoScaling() {
        return autoScaling;
    }

    /**
     * All state as JSON, which is equal for equal states: no order of creation, nothing of the past.
     *
     * <p>Without what AWS assigns anew on every change, so that nobody can put it back: the ids of associations (instance
     * profiles, Elastic IPs, route tables, network ACLs), the ids and times of the attachments of interfaces and volumes, the ids
     * and tags of security group rules, and scaling activities.
     */
    public ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("ec2", ec2.snapshot());
        json.set("autoScaling", autoScaling.snapshot());
        return json;
    }
}
