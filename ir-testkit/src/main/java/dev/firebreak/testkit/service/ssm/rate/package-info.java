/**
 * How many targets of a command or an automation are worked on at a time, and after how many errors no more are. Entry type:
 * {@link dev.firebreak.testkit.service.ssm.rate.Waves}.
 */
@NullMarked
package dev.firebreak.testkit.service.ssm.rate;

import org.jspecify.annotations.NullMarked;
