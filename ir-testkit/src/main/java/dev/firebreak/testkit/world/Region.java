package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.autoscaling.AutoScalingState;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.PublicImages;
import dev.firebreak.testkit.world.network.DefaultNetwork;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The state of one account in one Region. */
public final class Region {
    private final Account account;
    private final String name;
    private @Nullable Ec2State ec2;
    private final AutoScalingState autoScaling = new AutoScalingState();
    private final ServiceStates states = new ServiceStates();

    Region(Account account, String name) {
        this.account = account;
        this.name = name;
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

    /** The resources of EC2, which are made, as AWS makes them, when first asked for. */
    public Ec2State ec2() {
        Ec2State made = ec2;
        if (made == null) {
            made = world().lags().settled(this::makeEc2);
        }
        return made;
    }

    private Ec2State makeEc2() {
        var made = new Ec2State(this);
        ec2 = made;
        new DefaultNetwork(account.world(), account.id(), made).makeDefault(zones());
        PublicImages.addTo(made, name);
        return made;
    }

    /** Whether EC2 was ever used here, so that {@link #ec2} would make nothing. */
    public boolean hasEc2() {
        return ec2 != null;
    }

    /** The resources of EC2 Auto Scaling. */
    public AutoScalingState autoScaling() {
        return autoScaling;
    }

    /** The state of a service in this Region, made when first asked for. */
    public <S extends ServiceState> S state(Class<S> type, Function<Region, S> maker) {
        return states.get(type, () -> maker.apply(this));
    }

    /**
     * All state as JSON, empty when no regional service was used (global ones are called through a Region, and leave nothing
     * there); which is equal for equal states: no order of creation, nothing of the past.
     *
     * <p>Without what AWS assigns anew on every change, so that nobody can put it back: the ids of associations (instance
     * profiles, Elastic IPs, route tables, network ACLs), the ids and times of the attachments of interfaces and volumes, the ids
     * and tags of security group rules, and scaling activities.
     */
    public ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (ec2 != null) {
            json.set("ec2", ec2.snapshot());
            json.set("autoScaling", autoScaling.snapshot());
        }
        states.addTo(json);
        return json;
    }
}
