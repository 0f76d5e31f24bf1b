package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Accounts, and the group of everybody, that something is shared with or no longer. */
public final class Receivers {
    private final SortedSet<String> all = new TreeSet<>();

    /** Adds the account, and the group, that are named. */
    public void add(@Nullable String user, @Nullable String group) {
        if (user != null) {
            addUser(user);
        }
        if (group != null) {
            addGroup(group);
        }
    }

    /** Adds an account. */
    public void addUser(String account) {
        if (!account.matches("\\d{12}")) {
            throw Refusals.value("Invalid user id: \"%s\"", account);
        }
        all.add(account);
    }

    /** Adds a group, of which there is only one. */
    public void addGroup(String group) {
        if (!group.equals(Sharing.EVERYBODY)) {
            throw Refusals.value("Invalid group name: \"%s\"", group);
        }
        all.add(group);
    }

    /** Account ids, and {@code all} for everybody. */
    public SortedSet<String> all() {
        return all;
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether everybody is named. */
    public boolean everybody() {
        return all.contains(Sharing.EVERYBODY);
    }
}
