/**
 * The fake GuardDuty. Entry type: {@link dev.firebreak.testkit.service.guardduty.GuardDutyService}.
 */
@NullMarked
package dev.firebreak.testkit.service.guardduty;

import org.jspecify.annotations.NullMarked;
