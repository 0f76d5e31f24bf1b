package dev.firebreak.testkit.service.route53resolver;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainList;

/**
 * A list of domains.
 *
 * @param about its name, ARN and status
 * @param domains the domains, in lower case: {@code *.example.com} stands for all names below, {@code *} for every name
 */
record DomainList(FirewallDomainList about, SortedSet<String> domains) {
    String id() {
        return about.id();
    }

    DomainList with(SortedSet<String> others) {
        return new DomainList(about, new TreeSet<>(others));
    }

    FirewallDomainList view() {
        return about.toBuilder().domainCount(domains.size()).build();
    }

    /** Whether a name that is asked for is in the list. */
    boolean has(String name) {
        String asked = normal(name);
        return domains.stream()
                .anyMatch(
                        domain -> domain.startsWith("*") ? asked.endsWith(domain.substring(1)) : asked.equals(domain));
    }

    /** A name without its root, in lower case. */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
