package dev.firebreak.testkit.world.iam;

import dev.firebreak.testkit.world.Account;
import java.util.SortedMap;
import java.util.TreeMap;

/** An IAM group of users. */
public final class IamGroup extends IamPrincipal {
    private final SortedMap<String, IamUser> members = lag().sorted(new TreeMap<>());

    public IamGroup(Account account, String name, String path) {
        super(account, name, path, "AGPA");
    }

    @Override
    String type() {
        return "group";
    }

    /** The members, by unique id. */
    public SortedMap<String, IamUser> members() {
        return members;
    }

    /** Puts a user into the group. */
    public void add(IamUser user) {
        members.put(user.id(), user);
        user.groups().put(name(), this);
    }

    /** Takes a user out of the group. */
    public void remove(IamUser user) {
        members.remove(user.id());
        user.groups().remove(name());
    }
}
