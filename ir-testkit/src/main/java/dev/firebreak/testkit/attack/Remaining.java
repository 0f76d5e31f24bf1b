package dev.firebreak.testkit.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an attacker could still do at one moment. */
public final class Remaining {
    private final String address;
    private final List<Judged> credentials;
    private final List<Shell> alive;
    private final List<Shell> cut;
    private final List<Attempt> moves;

    Remaining(String address, List<Standing> credentials, List<Shell> shells, List<Attempt> moves) {
        this.address = address;
        this.credentials = credentials.stream().map(Standing::judged).toList();
        this.alive = shells.stream().filter(Shell::isAlive).toList();
        this.cut = shells.stream().filter(shell -> !shell.isAlive()).toList();
        this.moves = moves;
    }

    /**
     * How a credential stands.
     *
     * @param credential the credential
     * @param refusal why no call is taken that is signed with it; empty when it is taken
     * @param powers what policies let it do
     */
    record Standing(StolenCredential credential, Optional<String> refusal, Powers powers) {
        Judged judged() {
            return new Judged(this, refusal.isPresent() ? List.of() : powers.granted());
        }
    }

    private record Judged(Standing standing, List<Powers.Power> granted) {
        boolean works() {
            return !granted.isEmpty();
        }

        @Override
        public String toString() {
            return standing.credential() + ": "
                    + (works() ? "may do " + granted : standing.refusal().orElse("policies let it do nothing"));
        }
    }

    /** The credentials that are taken and may do anything by their own policies. */
    public List<StolenCredential> credentials() {
        return credentials.stream()
                .filter(Judged::works)
                .map(judged -> judged.standing().credential())
                .toList();
    }

    /** The shells that are alive. */
    public List<Shell> shells() {
        return alive;
    }

    /** The names of the moves that would succeed. */
    public List<String> moves() {
        return moves.stream().filter(Attempt::succeeded).map(Attempt::move).toList();
    }

    /** Whether any credential may do this on any resource that its own policies name; policies of resources are not asked. */
    public boolean can(String action) {
        return taken().anyMatch(standing -> standing.powers().allows(action));
    }

    /** Whether any credential may do this on a resource, by all policies that there are. */
    public boolean can(String action, String resourceArn) {
        return taken().anyMatch(standing -> standing.powers().allows(new Powers.Power(action, resourceArn)));
    }

    private Stream<Standing> taken() {
        return credentials.stream()
                .map(Judged::standing)
                .filter(standing -> standing.refusal().isEmpty());
    }

    /** Whether no credential works, no shell is alive, and no move would succeed. */
    public boolean isNothing() {
        return credentials().isEmpty() && alive.isEmpty() && moves().isEmpty();
    }

    /** All of it in lines: what it still can, and what it cannot any more and why. */
    public String describe() {
        var still = new ArrayList<String>();
        var lost = new ArrayList<String>();
        credentials.forEach(judged -> (judged.works() ? still : lost).add("use " + judged));
        alive.forEach(shell -> still.add("type into the " + shell));
        cut.forEach(shell -> lost.add("type into the " + shell));
        moves.forEach(move -> (move.succeeded() ? still : lost).add(move.toString()));
        return "Attacker at " + address + section("can still", still) + section("can not", lost);
    }

    private static String section(String title, List<String> lines) {
        return "\n  " + title + ":" + (lines.isEmpty() ? " nothing" : "\n  - " + String.join("\n  - ", lines));
    }

    @Override
    public String toString() {
        return describe();
    }
}
