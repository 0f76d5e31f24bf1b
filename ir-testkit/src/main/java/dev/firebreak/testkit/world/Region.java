package dev.firebreak.testkit.world;

/** The state of one account in one Region. */
public final class Region {
    private final Account account;
    private final String name;

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
}
