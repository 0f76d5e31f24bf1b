/**
 * The fake AWS Config. Entry type: {@link dev.firebreak.testkit.service.config.ConfigService}.
 */
@NullMarked
package dev.firebreak.testkit.service.config;

import org.jspecify.annotations.NullMarked;
