package dev.firebreak.testkit.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an attacker has got so far. */
final class Loot {
    final List<StolenCredential> credentials = new ArrayList<>();
    final List<Shell> shells = new ArrayList<>();
    final List<Implant> implants = new ArrayList<>();
    final SortedSet<String> things = new TreeSet<>();

    void keep(StolenCredential credential) {
        if (credentials.stream().noneMatch(held -> held.accessKeyId().equals(credential.accessKeyId()))) {
            credentials.add(credential);
        }
    }
}
