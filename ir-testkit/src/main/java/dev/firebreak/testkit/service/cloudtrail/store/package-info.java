/**
 * The event data stores of the fake CloudTrail, and what it asks of organizations. Entry type:
 * {@link dev.firebreak.testkit.service.cloudtrail.store.EventDataStores}.
 */
@NullMarked
package dev.firebreak.testkit.service.cloudtrail.store;

import org.jspecify.annotations.NullMarked;
