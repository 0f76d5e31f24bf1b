/**
 * The fake Organizations. Entry type: {@link dev.firebreak.testkit.service.organizations.OrganizationsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.organizations;

import org.jspecify.annotations.NullMarked;
