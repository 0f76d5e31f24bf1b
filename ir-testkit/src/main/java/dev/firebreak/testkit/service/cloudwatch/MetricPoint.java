package dev.firebreak.testkit.service.cloudwatch;

import java.time.Instant;

/**
 * What was put at one time: one value, or a set of values summed up.
 *
 * @param time when
 * @param sum the sum of the values
 * @param minimum the least
 * @param maximum the greatest
 * @param count how many
 * @param unit the unit
 */
record MetricPoint(Instant time, double sum, double minimum, double maximum, double count, String unit) {}
