/**
 * The fake Security Hub. Entry type: {@link dev.firebreak.testkit.service.securityhub.SecurityHubService}.
 */
@NullMarked
package dev.firebreak.testkit.service.securityhub;

import org.jspecify.annotations.NullMarked;
