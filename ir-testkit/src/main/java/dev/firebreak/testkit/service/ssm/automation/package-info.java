/**
 * The automations of the fake Systems Manager. Entry type:
 * {@link dev.firebreak.testkit.service.ssm.automation.SsmAutomations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ssm.automation;

import org.jspecify.annotations.NullMarked;
