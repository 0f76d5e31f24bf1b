/**
 * The fake RDS. Entry type: {@link dev.firebreak.testkit.service.rds.RdsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.rds;

import org.jspecify.annotations.NullMarked;
