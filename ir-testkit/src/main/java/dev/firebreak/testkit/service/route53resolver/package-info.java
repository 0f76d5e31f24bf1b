/** The fake Route 53 Resolver DNS Firewall; entry type: {@link dev.firebreak.testkit.service.route53resolver.Route53ResolverService}. */
@NullMarked
package dev.firebreak.testkit.service.route53resolver;

import org.jspecify.annotations.NullMarked;
