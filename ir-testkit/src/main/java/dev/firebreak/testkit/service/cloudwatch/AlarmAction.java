package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.world.Region;

/**
 * What an alarm does on a change of its state.
 *
 * @param region where the alarm is
 * @param target the ARN of the action, such as that of an SNS topic
 * @param alarm the alarm's name
 * @param message what it says, in the shape that SNS delivers it
 */
public record AlarmAction(Region region, String target, String alarm, JsonNode message) {}
